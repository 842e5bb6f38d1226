import {
  pineLabsPaths,
  pineLabsReply,
  type PineLabsCancel,
  type PineLabsStatus,
  type PineLabsUpload,
} from '../../../shared/contract/pine-labs.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import type { Answer, Gateway, GatewayError, GatewayPromises, NotSupported } from '../gateway.ts';
import { noKeyedCards } from '../no-keyed-cards.ts';
import { postJson } from '../post-json.ts';
import { unknownOutcome } from '../weigh-approval.ts';
import { readStatus } from './read-status.ts';
import { readUpload, wordOf } from './read-upload.ts';
import type { PineLabsSettings } from './settings.ts';

const promises: GatewayPromises = {
  statusKey: 'handle',
  terminal: true,
  keyed: 'none',
  cancel: 'asks',
  void: false,
  refund: 'none',
  listDay: false,
  health: false,
};

function notSupported(call: NotSupported['call']): Promise<Result<never, NotSupported>> {
  return Promise.resolve(err({ code: 'not-supported', call }));
}

/** The server's reference as it is sent, or null when the attempt has none that could be one. */
function referenceOf(handle: string | null): number | null {
  return handle !== null && /^[1-9]\d{0,14}$/.test(handle) ? Number(handle) : null;
}

/**
 * Reads the answer to CancelTransactionForced. Whatever it says, a customer past the PIN may have paid: an accepted cancel and one that comes
 * too late both leave the sale to its status.
 */
function readCancel(json: unknown, handle: string): Result<Answer, GatewayError> {
  const parsed = pineLabsReply.safeParse(json);
  if (!parsed.success) return unknownOutcome('unparseable');
  const tooLate = wordOf(parsed.data) === 'CANNOT CANCEL AS TRANSACTION IS IN PROGRESS';
  return parsed.data.ResponseCode === 0 || tooLate
    ? ok({ kind: 'pending', handle })
    : unknownOutcome('unexpected-status');
}

/**
 * The adapter for terminals on the Pine Labs cloud (docs/gateways.md). A sale whose reply to the start is lost has no handle: it is unknown
 * until somebody looks into the provider's list. Void, refund, the list of a day and a health call are not offered.
 */
export function createPineLabsGateway(settings: PineLabsSettings): Gateway {
  const { baseUrl, call, merchantId, terminalId } = settings;
  const account = {
    MerchantID: settings.pineMerchantId,
    SecurityToken: settings.securityToken,
    StoreID: settings.storeId,
    ClientID: settings.clientId,
  };
  return {
    merchantId,
    terminalId,
    promises,
    ...noKeyedCards,
    async sale({ attemptId, amountPaise }, signal) {
      const body: PineLabsUpload = {
        ...account,
        TransactionNumber: attemptId,
        SequenceNumber: 1,
        AllowedPaymentMode: '1',
        Amount: amountPaise,
        TotalInvoiceAmount: amountPaise,
        AutoCancelDurationInMinutes: settings.autoCancelMinutes,
      };
      const reply = await postJson(baseUrl, pineLabsPaths.upload, body, call, signal);
      return reply.ok ? readUpload(reply.value) : reply;
    },
    async status(ref, signal) {
      const reference = referenceOf(ref.handle);
      if (reference === null) return unknownOutcome('no-handle');
      const body: PineLabsStatus = { ...account, PlutusTransactionReferenceID: reference };
      const reply = await postJson(baseUrl, pineLabsPaths.status, body, call, signal);
      return reply.ok ? readStatus(reply.value, ref, String(reference), settings) : reply;
    },
    async cancel(ref, signal) {
      const reference = referenceOf(ref.handle);
      if (reference === null) return unknownOutcome('no-handle');
      const body: PineLabsCancel = {
        ...account,
        PlutusTransactionReferenceID: reference,
        Amount: ref.amountPaise,
        TakeToHomeScreen: true,
        ConfirmationRequired: false,
      };
      const reply = await postJson(baseUrl, pineLabsPaths.cancel, body, call, signal);
      return reply.ok ? readCancel(reply.value, String(reference)) : reply;
    },
    void: () => notSupported('void'),
    refund: () => notSupported('refund'),
    listDay: () => notSupported('list-day'),
    health: () => notSupported('health'),
  };
}
