export { checkoutVersion } from './checkout-version.ts';
export { createPayments } from './create-payments.ts';
export type { Payments } from './create-payments.ts';
export type { ApprovalCommit, ApprovalPort, Later } from './ports.ts';
export { defaultPaymentSettings, pauseAfter } from './settings.ts';
export type { PaymentSettings } from './settings.ts';
export { callRefund } from './refund-call.ts';
export type { RefundOutcome } from './refund-call.ts';
export { atSameAccount } from './same-account.ts';
