export { checkGatewayUrl, TRAINING_MERCHANT_PREFIX } from './check-gateway-url.ts';
export type { GatewayUrlError } from './check-gateway-url.ts';
export type {
  Answer,
  Approval,
  AttemptRef,
  DayEntry,
  Gateway,
  GatewayError,
  NotSentReason,
  RefundAnswer,
  SaleRequest,
  UnknownReason,
  VoidAnswer,
} from './gateway.ts';
export { defaultCallTimeouts } from './http-call.ts';
export type { CallOptions, CallTimeouts } from './http-call.ts';
export { createRupayGateway } from './rupay/rupay-gateway.ts';
export type { RupayDeps, RupaySettings } from './rupay/signed-call.ts';
