import { gatewayHeaders, gatewayPaths, initReply, processReply } from '../../../shared/contract/gateway.ts';
import { toDecimalString } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type {
  Answer,
  AttemptRef,
  Gateway,
  GatewayError,
  GatewayPromises,
  KeyedSaleRequest,
  NotSupported,
} from '../gateway.ts';
import { unknownOutcome } from '../weigh-approval.ts';
import { baseCalls, type BaseCall } from './base-call.ts';
import { readBaseApproval, readBaseStatus, readBaseTransaction, readProcessRefusal } from './read-base.ts';
import type { RupayDeps, RupaySettings } from './signed-call.ts';

const basePromises: GatewayPromises = {
  statusKey: 'handle',
  terminal: false,
  keyed: 'plain',
  cancel: 'none',
  void: false,
  refund: 'none',
  listDay: false,
  health: false,
};

function notSupported(call: NotSupported['call']): Promise<Result<never, NotSupported>> {
  return Promise.resolve(err({ code: 'not-supported', call }));
}

/** Opening a session moves no money: however it fails, nothing was charged. */
function noSession(error: GatewayError): Result<never, GatewayError> {
  return err(error.code === 'unknown-outcome' ? { code: 'not-sent', reason: 'unreachable' } : error);
}

/** Opens the session of one attempt. The order id is the attempt's id, by which a person finds the payment in the gateway's report. */
async function openSession(
  call: BaseCall,
  request: KeyedSaleRequest,
  settings: RupaySettings,
  deps: RupayDeps,
  signal?: AbortSignal,
): Promise<Result<string, GatewayError>> {
  const { merchantId, terminalId, apiKey } = settings;
  const body = {
    merchantId,
    terminalId,
    amount: toDecimalString(request.amountPaise),
    currency: 'INR',
    orderId: request.attemptId,
    timestamp: new Date(deps.now()).toISOString(),
  };
  const headers = { [gatewayHeaders.apiKey]: apiKey };
  const reply = await call({ method: 'POST', path: gatewayPaths.init, headers, body }, signal);
  if (!reply.ok) return noSession(reply.error);
  if (reply.value.kind === 'refused') {
    const { status } = reply.value;
    const isDoor = status === 401 || status === 403;
    return err({ code: isDoor ? 'auth-failure' : 'invalid-request', detail: `status ${status}` });
  }
  const parsed = initReply.safeParse(reply.value.json);
  return parsed.success ? ok(parsed.data.sessionToken) : err({ code: 'not-sent', reason: 'unreachable' });
}

/**
 * Charges a card that was typed in. The reply to the charge carries too little to prove anything, whatever its status and words are: it gives
 * the transaction's name, and only the transaction itself tells how it ended. A lost reply leaves no name to ask by.
 */
async function chargeCard(
  call: BaseCall,
  request: KeyedSaleRequest,
  settings: RupaySettings,
  deps: RupayDeps,
  signal?: AbortSignal,
): Promise<Result<Answer, GatewayError>> {
  const session = await openSession(call, request, settings, deps, signal);
  if (!session.ok) {
    request.card.forget();
    return session;
  }
  const details = request.card.take();
  if (details === null || signal?.aborted === true)
    return err({ code: 'not-sent', reason: 'aborted-before-sending' });
  const sessionToken = session.value;
  const reply = await call(
    {
      method: 'POST',
      path: gatewayPaths.process,
      headers: { [gatewayHeaders.sessionToken]: sessionToken },
      body: {
        sessionToken,
        cardNumber: details.number,
        expiryDate: details.expiry,
        cvv: details.cvv,
        cardholderName: '',
        amount: toDecimalString(request.amountPaise),
        currency: 'INR',
      },
    },
    signal,
  );
  if (!reply.ok) return reply;
  if (reply.value.kind === 'refused') return readProcessRefusal(reply.value.status);
  const parsed = processReply.safeParse(reply.value.json);
  if (!parsed.success) return unknownOutcome('unparseable');
  return ok({ kind: 'pending', handle: parsed.data.transactionId });
}

/** Asks for the transaction; an approval counts once POST /verify says the same of it. */
async function askTransaction(
  call: BaseCall,
  ref: AttemptRef,
  settings: RupaySettings,
  signal?: AbortSignal,
): Promise<Result<Answer, GatewayError>> {
  const { handle } = ref;
  if (handle === null) return unknownOutcome('no-handle');
  const headers = { [gatewayHeaders.apiKey]: settings.apiKey };
  const path = gatewayPaths.verifyTransaction(handle);
  const told = await call({ method: 'GET', path, headers, body: null }, signal);
  if (!told.ok) return told;
  const transaction = readBaseTransaction(told.value, ref, settings);
  if (!transaction.ok) return transaction;
  const status = readBaseStatus(transaction.value, ref);
  if (!status.ok) return status;
  if (status.value !== 'approved') return ok(status.value);
  const body = {
    transaction_id: handle,
    merchant_id: settings.merchantId,
    order_id: ref.attemptId,
    amount: transaction.value.amount,
  };
  const confirmed = await call({ method: 'POST', path: gatewayPaths.verify, headers, body }, signal);
  if (!confirmed.ok) return confirmed;
  const second = readBaseTransaction(confirmed.value, ref, settings);
  if (!second.ok) return second;
  const { status: word, amount, authCode } = second.value;
  const first = transaction.value;
  const agrees = word.toUpperCase() === 'APPROVED' && amount === first.amount && authCode === first.authCode;
  return agrees ? readBaseApproval(first, ref, settings) : unknownOutcome('host-unsure');
}

/**
 * The adapter for a gateway that speaks only the base protocol (docs/gateway-protocol.md): typed cards, and no terminal, cancel, void, refund
 * or list. Nothing is signed or protected against repetition, so that whatever is not certain stays unknown.
 */
export function createBaseGateway(settings: RupaySettings, deps: RupayDeps): Gateway {
  const call = baseCalls(settings, deps);
  const { merchantId, terminalId } = settings;
  return {
    merchantId,
    terminalId,
    promises: basePromises,
    // Nothing is sent: there is no terminal to show an amount on.
    sale: () => Promise.resolve(err({ code: 'invalid-request', detail: 'no terminal' })),
    keyedSale: (request, signal) => chargeCard(call, request, settings, deps, signal),
    submitOtp: () => notSupported('otp'),
    resendOtp: () => notSupported('otp'),
    status: (ref, signal) => askTransaction(call, ref, settings, signal),
    cancel: () => Promise.resolve(err({ code: 'invalid-request', detail: 'no cancel' })),
    void: () => notSupported('void'),
    refund: () => notSupported('refund'),
    listDay: () => notSupported('list-day'),
    health: () => notSupported('health'),
  };
}
