export { checkoutVersion } from './checkout-version.ts';
export { createPayments } from './create-payments.ts';
export type { Payments } from './create-payments.ts';
export type { ApprovalCommit, ApprovalPort } from './ports.ts';
export { defaultPaymentSettings } from './settings.ts';
export type { PaymentSettings } from './settings.ts';
