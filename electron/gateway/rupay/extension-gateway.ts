import { gatewayPaths, healthReply, refundReply, voidReply } from '../../../shared/contract/gateway.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type {
  AttemptRef,
  Gateway,
  GatewayError,
  GatewayPromises,
  RefundAnswer,
  VoidAnswer,
} from '../gateway.ts';
import { keyedCalls } from './keyed-calls.ts';
import { listWholeDay } from './list-day.ts';
import { readAnswer } from './read-answer.ts';
import { readRefusal } from './read-refusal.ts';
import { callSigned, type Call, type RupayDeps, type RupaySettings } from './signed-call.ts';

const rupayPromises: GatewayPromises = {
  statusKey: 'attempt-id',
  terminal: true,
  keyed: 'otp',
  cancel: 'answers',
  void: true,
  refund: 'part',
  listDay: true,
  health: true,
};

const unparseable = { ok: false, error: { code: 'unknown-outcome', reason: 'unparseable' } } as const;
const mismatched = { ok: false, error: { code: 'unknown-outcome', reason: 'attempt-mismatch' } } as const;

/** A refusal of a void or a refund that says nothing about money already moved. */
function refusedCall(code: Parameters<typeof readRefusal>[0]): Result<never, GatewayError> {
  const read = readRefusal(code);
  return read.ok ? err({ code: 'invalid-request', detail: code }) : read;
}

async function voidAttempt(
  call: Call,
  ref: Parameters<Gateway['void']>[0],
  signal?: AbortSignal,
): Promise<Result<VoidAnswer, GatewayError>> {
  const { attemptId, voidId, amountPaise } = ref;
  const body = { voidId, amountPaise };
  const reply = await call(
    { method: 'POST', path: gatewayPaths.void(attemptId), attemptId, idempotencyKey: voidId, body },
    signal,
  );
  if (!reply.ok) return reply;
  if (reply.value.kind === 'refusal') {
    return reply.value.code === 'not-found' ? ok({ kind: 'not-approved' }) : refusedCall(reply.value.code);
  }
  const parsed = voidReply.safeParse(reply.value.json);
  if (!parsed.success) return unparseable;
  if (parsed.data.attemptId !== attemptId || parsed.data.voidId !== voidId) return mismatched;
  if (parsed.data.result === 'VOIDED') return ok({ kind: 'voided', rrn: parsed.data.rrn });
  return ok({ kind: parsed.data.result === 'SETTLED' ? 'settled' : 'not-approved' });
}

async function refundAttempt(
  call: Call,
  ref: Parameters<Gateway['refund']>[0],
  signal?: AbortSignal,
): Promise<Result<RefundAnswer, GatewayError>> {
  const { attemptId, refundId, refundPaise } = ref;
  const body = { refundId, amountPaise: refundPaise };
  const reply = await call(
    { method: 'POST', path: gatewayPaths.refunds(attemptId), attemptId, idempotencyKey: refundId, body },
    signal,
  );
  if (!reply.ok) return reply;
  if (reply.value.kind === 'refusal') {
    return reply.value.code === 'not-found'
      ? ok({ kind: 'refused', reason: 'not-approved' })
      : refusedCall(reply.value.code);
  }
  const parsed = refundReply.safeParse(reply.value.json);
  if (!parsed.success) return unparseable;
  const { data } = parsed;
  if (data.attemptId !== attemptId || data.refundId !== refundId) return mismatched;
  if (data.result === 'REFUSED') return ok({ kind: 'refused', reason: data.reason ?? 'host' });
  return data.amountPaise === refundPaise
    ? ok({ kind: 'refunded', rrn: data.rrn })
    : err({ code: 'unknown-outcome', reason: 'amount-mismatch' });
}

async function askHealth(
  call: Call,
  settings: RupaySettings,
  signal?: AbortSignal,
): Promise<Result<{ readonly timeMs: number }, GatewayError>> {
  const reply = await call(
    { method: 'GET', path: gatewayPaths.health, attemptId: '', idempotencyKey: '', body: null },
    signal,
  );
  if (!reply.ok) return reply;
  if (reply.value.kind === 'refusal') return refusedCall(reply.value.code);
  const parsed = healthReply.safeParse(reply.value.json);
  if (!parsed.success) return unparseable;
  return parsed.data.merchantId === settings.merchantId
    ? ok({ timeMs: parsed.data.time })
    : err({ code: 'unknown-outcome', reason: 'merchant-mismatch' });
}

/**
 * The adapter for a gateway that speaks our extension of the seed's protocol (docs/gateway-protocol.md). Approved only when the
 * signed reply agrees with what was asked; every doubt is `unknown-outcome`.
 */
export function createExtensionGateway(settings: RupaySettings, deps: RupayDeps): Gateway {
  const call: Call = (request, signal) => callSigned(request, settings, deps, signal);
  const { merchantId, terminalId } = settings;
  return {
    merchantId,
    terminalId,
    promises: rupayPromises,
    async sale(request, signal) {
      const { attemptId, orderId, amountPaise } = request;
      const body = { attemptId, orderId, merchantId, terminalId, amountPaise, currency: 'INR' };
      const path = gatewayPaths.sales;
      const reply = await call({ method: 'POST', path, attemptId, idempotencyKey: attemptId, body }, signal);
      return readAnswer(reply, request, settings);
    },
    async status(ref: AttemptRef, signal) {
      const path = gatewayPaths.attempt(ref.attemptId);
      const request = {
        method: 'GET',
        path,
        attemptId: ref.attemptId,
        idempotencyKey: '',
        body: null,
      } as const;
      return readAnswer(await call(request, signal), ref, settings);
    },
    async cancel(ref: AttemptRef, signal) {
      const { attemptId, amountPaise } = ref;
      const body = { merchantId, terminalId, amountPaise };
      const path = gatewayPaths.cancel(attemptId);
      const idempotencyKey = `cancel-${attemptId}`;
      return readAnswer(
        await call({ method: 'POST', path, attemptId, idempotencyKey, body }, signal),
        ref,
        settings,
      );
    },
    ...keyedCalls(call, settings, deps),
    void: (ref, signal) => voidAttempt(call, ref, signal),
    refund: (ref, signal) => refundAttempt(call, ref, signal),
    listDay: (date, signal) => listWholeDay(call, date, merchantId, signal),
    health: (signal) => askHealth(call, settings, signal),
  };
}
