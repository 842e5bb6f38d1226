import { z } from 'zod';

/**
 * Everything that can go wrong across the contract, as a closed list. The renderer has plain words for each code, in every
 * language; `params` fills the gaps in the sentence. No code stands for a bug but `internal`, which carries a reference that is also in the log.
 */
export const posErrorCodes = [
  'internal',
  'invalid-request',
  'forbidden-sender',
  'store-unavailable',
  'store-busy',
  'store-moved',
  'store-read-only',
  'disk-full',
  'not-found',
  'cancelled-by-user',
  'file-unreadable',
  'file-too-large',
  'file-format',
  'file-save-failed',
  'import-running',
  'import-mapping',
  'import-not-running',
  'cart-empty',
  'cart-too-large',
  'quantity-invalid',
  'product-unavailable',
  'price-over-mrp',
  'total-differs',
  'order-frozen',
  'order-closed',
  'order-differs',
  'tender-amount',
  'cash-too-little',
  'cash-limit',
  'customer-required',
  'buyer-incomplete',
  'attempt-open',
  'terminal-busy',
  'gateway-not-set-up',
  'mode-forbidden',
  'mode-busy',
  'gateway-url-refused',
  'secrets-unavailable',
  'shop-incomplete',
  'gstin-invalid',
  'series-invalid',
  'series-exhausted',
  'printer-failed',
  'manager-needed',
  'manager-not-set-up',
  'manager-pin-wrong',
  'manager-locked',
  'attempt-not-unknown',
  'attempt-window-open',
  'slip-needed',
  'slip-used',
  'slip-date',
  'upi-not-set-up',
  'gateway-no-terminal',
  'keyed-card-off',
  'card-invalid',
  'otp-not-asked',
  'otp-not-sent',
  'upi-address-invalid',
  'buyer-state-invalid',
  'training-over',
  'gateway-unreachable',
  'gateway-no-day-list',
  'refund-not-paid',
  'refund-empty',
  'refund-unknown-line',
  'refund-repeated-line',
  'refund-invalid-quantity',
  'refund-over-sold',
  'refund-too-small',
  'refund-amount-differs',
  'refund-source-too-small',
  'refund-differs',
  'refund-not-refused',
  'refund-not-by-hand',
  'day-closed',
  'day-has-exceptions',
  'day-not-found',
  'backup-running',
  'backup-failed',
  'till-restored',
  'sync-not-set-up',
  'sync-unreachable',
  'sync-token-refused',
] as const;

export const posErrorCodeSchema = z.enum(posErrorCodes);
export type PosErrorCode = z.infer<typeof posErrorCodeSchema>;

export const posErrorSchema = z.object({
  code: posErrorCodeSchema,
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** A failure as it crosses the contract: a code of the closed list and what fills its sentence. */
export type PosError = z.infer<typeof posErrorSchema>;

/** Makes a PosError; leaves `params` out when there are none. */
export function posError(code: PosErrorCode, params?: PosError['params']): PosError {
  return params === undefined ? { code } : { code, params };
}
