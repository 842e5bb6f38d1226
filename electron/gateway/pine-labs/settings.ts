import type { CallOptions } from '../http-call.ts';

/**
 * Words of a status that end an attempt unpaid. The public description names none, so a shop takes them from what Pine Labs confirmed to it;
 * until then a decline is an unknown outcome that a person resolves.
 */
export type FinalUnpaidWord = {
  readonly responseCode: number;
  /** In capitals, as it is compared. */
  readonly responseMessage: string;
  readonly means: 'declined' | 'cancelled';
};

/** Who the till is at the Pine Labs cloud, and how calls are made. */
export type PineLabsSettings = {
  /** Origin and path, without a trailing slash, as `checkGatewayUrl` returned it. */
  readonly baseUrl: string;
  /** Pine Labs' own number of the merchant, which its calls carry. */
  readonly pineMerchantId: string;
  readonly securityToken: string;
  readonly storeId: string;
  /** The terminal, as Pine Labs addresses it. */
  readonly clientId: string;
  /** The bank's MID and TID, which the evidence of an approval must name. */
  readonly merchantId: string;
  readonly terminalId: string;
  /** After this the terminal drops the amount by itself; shorter than the processing window. */
  readonly autoCancelMinutes: number;
  readonly finalUnpaidWords: readonly FinalUnpaidWord[];
  readonly call: CallOptions;
};
