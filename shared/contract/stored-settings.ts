import { z } from 'zod';
import { timestampSchema } from './common.ts';
import {
  gatewayProviderSchema,
  gatewaySpeaksSchema,
  pineLabsDetailsSchema,
  razorpayPosDetailsSchema,
} from './till.ts';

/** The gateway's account as it is kept in the store: the key sealed by the system's key store, in base64. */
export const storedGatewaySchema = z.object({
  /** A store from before there was a choice holds an account of our own protocol. */
  provider: gatewayProviderSchema.default('rupay'),
  pineLabs: pineLabsDetailsSchema.nullable().default(null),
  razorpayPos: razorpayPosDetailsSchema.nullable().default(null),
  speaks: gatewaySpeaksSchema.default('auto'),
  url: z.string(),
  merchantId: z.string(),
  terminalId: z.string(),
  sealedKey: z.string(),
});
export type StoredGateway = z.infer<typeof storedGatewaySchema>;

/** The owner's written consent to keep secrets where the system has no key store. */
export const weakStorageSchema = z.object({ consent: z.string().min(1), at: timestampSchema });

/** What the gateway of an account has said of itself: asked once, and never forgotten for a gateway that signs. */
export const spokenSchema = z.object({
  url: z.string(),
  merchantId: z.string(),
  protocol: z.enum(['base', 'extension']),
});

/** Whether card numbers may be typed in. */
export const keyedCardSchema = z.boolean();
