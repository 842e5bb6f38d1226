/** Why a bank or the customer said no: final, nothing was charged. */
export const DECLINE_REASONS = [
  'insufficient-funds',
  'card-expired',
  'wrong-pin',
  'pin-tries-exceeded',
  'do-not-honour',
  'contact-issuer',
  'card-blocked',
  'invalid-card',
  'limit-exceeded',
  'too-many-uses',
  'not-permitted',
  'suspected-fraud',
  'invalid-transaction',
  'invalid-amount',
  'invalid-merchant',
  'otp-wrong',
  'otp-expired',
  'declined',
] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

/** Why nothing was charged although no bank was asked: a new attempt is safe. */
export const NOT_SENT_REASONS = [
  'dns',
  'refused',
  'connect-timeout',
  'tls',
  'unreachable',
  'aborted-before-sending',
  'terminal-busy',
  'terminal-offline',
  'rate-limited',
  'not-set-up',
  'invalid-request',
  'auth-failure',
  'cancelled-before-sending',
  'restarted-before-sending',
  'disk-full',
  'not-found',
] as const;
export type NotSentReason = (typeof NOT_SENT_REASONS)[number];

/** Why it is not known whether the money moved: ask, never send again. */
export const UNKNOWN_REASONS = [
  'reset',
  'headers-timeout',
  'body-timeout',
  'deadline',
  'aborted',
  'server-error',
  'redirect',
  'too-large',
  'unparseable',
  'unexpected-status',
  'bad-signature',
  'clock-skew',
  'attempt-mismatch',
  'amount-mismatch',
  'currency-mismatch',
  'merchant-mismatch',
  'terminal-mismatch',
  'evidence-missing',
  'host-unsure',
  'issuer-unavailable',
  'system-malfunction',
  'still-processing',
  'late-response',
  'duplicate',
  'no-handle',
  'restarted',
  'qr-expired',
  'window-over',
] as const;
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** Why an approval is taken back. */
export const TAKE_BACK_REASONS = ['unwanted', 'late-approval', 'other-amount', 'void-refused'] as const;
export type TakeBackReason = (typeof TAKE_BACK_REASONS)[number];

/** Every reason an attempt can carry; the renderer has plain words for each. */
export type PaymentReason =
  | DeclineReason
  | NotSentReason
  | UnknownReason
  | TakeBackReason
  | 'customer-cancelled'
  | 'refund-refused';
