import {
  razorpayPosPaths,
  razorpayPosReply,
  type RazorpayPosCancel,
  type RazorpayPosPay,
  type RazorpayPosStatus,
} from '../../../shared/contract/razorpay-pos.ts';
import { toDecimalString } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, Gateway, GatewayError, GatewayPromises, NotSupported } from '../gateway.ts';
import { noKeyedCards } from '../no-keyed-cards.ts';
import { postJson } from '../post-json.ts';
import { unknownOutcome } from '../weigh-approval.ts';
import { refundSale, voidSale } from './give-back.ts';
import { readPay } from './read-pay.ts';
import { readStatus } from './read-status.ts';
import type { RazorpayPosSettings } from './settings.ts';

const promises: GatewayPromises = {
  statusKey: 'handle',
  terminal: true,
  keyed: 'none',
  cancel: 'asks',
  void: true,
  refund: 'whole',
  listDay: false,
  health: false,
};

function notSupported(call: NotSupported['call']): Promise<Result<never, NotSupported>> {
  return Promise.resolve(err({ code: 'not-supported', call }));
}

/** Refusals of a cancel that leave the sale where it is: the customer pays just now, or it was asked to cancel before. */
const standingRefusals: ReadonlySet<string> = new Set([
  'P2P_PAYMENT_INITIATED',
  'P2P_DUPLICATE_CANCEL_REQUEST',
  'EZETAP_0000610',
]);

/**
 * Reads the answer to cancel: accepted or too late, only the status tells what became of the sale. The reference in the reply may be
 * the cancel's own, so it is not compared.
 */
function readCancel(json: unknown, handle: string): Result<Answer, GatewayError> {
  const parsed = razorpayPosReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const { success, errorCode, realCode, messageCode } = parsed.data;
  const stands = [errorCode, realCode, messageCode].some((code) => standingRefusals.has(code ?? ''));
  return success || stands ? ok({ kind: 'pending', handle }) : unknownOutcome('unexpected-status');
}

/**
 * The adapter for Razorpay POS (Ezetap) devices (docs/gateways.md). A sale whose reply to the start is lost has no handle: it is unknown until
 * somebody looks into the provider's list. A void before settlement, a whole refund after it; no list of a day, no health call.
 */
export function createRazorpayPosGateway(settings: RazorpayPosSettings): Gateway {
  const { baseUrl, call, merchantId, terminalId, username, appKey, deviceId } = settings;
  const account = { username, appKey };
  const pushTo = { deviceId };
  const status: Gateway['status'] = async (ref, signal) => {
    if (ref.handle === null) return unknownOutcome('no-handle');
    const body: RazorpayPosStatus = { ...account, origP2pRequestId: ref.handle };
    const reply = await postJson(baseUrl, razorpayPosPaths.status, body, call, signal);
    return reply.ok ? readStatus(reply.value, ref, ref.handle, settings) : reply;
  };
  return {
    merchantId,
    terminalId,
    promises,
    ...noKeyedCards,
    async sale({ attemptId, amountPaise }, signal) {
      const body: RazorpayPosPay = {
        ...account,
        amount: toDecimalString(amountPaise),
        externalRefNumber: attemptId,
        mode: 'CARD',
        pushTo,
      };
      const reply = await postJson(baseUrl, razorpayPosPaths.pay, body, call, signal);
      return reply.ok ? readPay(reply.value) : reply;
    },
    status,
    async cancel(ref, signal) {
      if (ref.handle === null) return unknownOutcome('no-handle');
      const body: RazorpayPosCancel = { ...account, origP2pRequestId: ref.handle, pushTo };
      const reply = await postJson(baseUrl, razorpayPosPaths.cancel, body, call, signal);
      return reply.ok ? readCancel(reply.value, ref.handle) : reply;
    },
    void: (ref, signal) => voidSale(settings, status, ref, signal),
    refund: (ref, signal) => refundSale(settings, status, ref, signal),
    listDay: () => notSupported('list-day'),
    health: () => notSupported('health'),
  };
}
