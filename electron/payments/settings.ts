import { PROCESSING_WINDOW_MS } from '../../shared/domain/payment-window.ts';

/** Every window and pause of the payments driver, in milliseconds; all are settings, which tests shrink. */
export type PaymentSettings = {
  /** Between two looks at a sale that the terminal is working on. */
  readonly pollMs: number;
  /** Before the first question about a payment whose outcome is unknown; it doubles up to `askMaxMs`. */
  readonly askMs: number;
  readonly askMaxMs: number;
  /** Before a void or a refund is tried again; it doubles up to `giveBackMaxMs`. */
  readonly giveBackMs: number;
  readonly giveBackMaxMs: number;
  /** How long the gateway may go on with a payment that the till lost sight of (FIELD 4.7). */
  readonly windowMs: number;
  /** How long a UPI QR may be paid; then it goes from the screen and is asked about. A customer who was asked for a one-time password has as long. */
  readonly qrMs: number;
  /** After a final "not paid" that followed a cancel or an unknown: one more look for an approval that came late. */
  readonly secondLookMs: number;
};

/** What a till uses. */
export const defaultPaymentSettings: PaymentSettings = {
  pollMs: 1000,
  askMs: 2000,
  askMaxMs: 60_000,
  giveBackMs: 2000,
  giveBackMaxMs: 300_000,
  windowMs: PROCESSING_WINDOW_MS,
  secondLookMs: PROCESSING_WINDOW_MS,
  qrMs: 180_000,
};

/** The pause before the next try: it doubles with every failure, up to a bound. */
export function pauseAfter(failures: number, firstMs: number, maxMs: number): number {
  return Math.min(maxMs, firstMs * 2 ** Math.min(failures, 20));
}
