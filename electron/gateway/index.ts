export { checkGatewayUrl, TRAINING_MERCHANT_PREFIX } from './check-gateway-url.ts';
export type {
  Answer,
  Approval,
  AttemptRef,
  DayEntry,
  Gateway,
  GatewayError,
  GatewayPromises,
  NotSupported,
  OtpWait,
} from './gateway.ts';
export { loadHttpClient, type CallOptions, type CallTimeouts } from './http-call.ts';
export { createPineLabsGateway } from './pine-labs/pine-labs-gateway.ts';
export type { PineLabsSettings } from './pine-labs/settings.ts';
export { createRazorpayPosGateway } from './razorpay-pos/razorpay-pos-gateway.ts';
export type { ProtocolMemory } from './rupay/auto-gateway.ts';
export { createRupayGateway } from './rupay/rupay-gateway.ts';
