import { z } from 'zod';
import { isSeriesTill } from '../domain/invoice-number.ts';
import { businessDateSchema, paiseSchema, textSchema, timestampSchema } from './common.ts';
import { managerSchema } from './people.ts';
import { attemptViewSchema, saveCartRequest } from './sale.ts';

/** Training and real never mix: each has its own database, its own invoice series and its own gateway rules. */
export const modeSchema = z.enum(['training', 'real']);
export type Mode = z.infer<typeof modeSchema>;
export const languageSchema = z.enum(['en', 'hi']);
export type Language = z.infer<typeof languageSchema>;

export const gstSchemeSchema = z.enum(['regular', 'composition', 'unregistered']);

/** The shop as its bills name it. */
export const shopSchema = z.object({
  name: z.string().max(120),
  addressLines: z.array(z.string().max(120)).max(4),
  phone: z.string().max(20).nullable(),
  gstScheme: gstSchemeSchema,
  gstin: z.string().max(15).nullable(),
  /** GST State code, two digits. */
  stateCode: z.string().regex(/^\d{2}$/),
  zone: z.string().max(60),
  footer: z.string().max(200),
  /** Two letters or digits that begin every invoice number of this till; never a T first. */
  tillCode: z.string().refine(isSeriesTill),
});
export type Shop = z.infer<typeof shopSchema>;

/** Whom a UPI QR pays: the shop's UPI address, the name apps show, and its merchant category code (ISO 18245). */
export const upiPayeeSchema = z.object({
  payeeAddress: z.string().max(255),
  payeeName: z.string().max(120),
  merchantCode: z.string().regex(/^\d{4}$/),
});
export type UpiPayee = z.infer<typeof upiPayeeSchema>;

/** Who drives the card terminal; docs/gateways.md says what each can promise. */
export const gatewayProviders = ['rupay', 'pine-labs', 'razorpay-pos'] as const;
export const gatewayProviderSchema = z.enum(gatewayProviders);
export type GatewayProvider = z.infer<typeof gatewayProviderSchema>;

/** What Pine Labs asks for beside the bank's MID and TID. */
export const pineLabsDetailsSchema = z.object({
  pineMerchantId: z.string().max(64),
  storeId: z.string().max(64),
  clientId: z.string().max(64),
});
export type PineLabsDetails = z.infer<typeof pineLabsDetailsSchema>;

/** What Razorpay POS asks for beside the bank's MID and TID. */
export const razorpayPosDetailsSchema = z.object({
  username: z.string().max(64),
  deviceId: z.string().max(64),
});
export type RazorpayPosDetails = z.infer<typeof razorpayPosDetailsSchema>;

/** What a RuPay gateway speaks: the base protocol alone, our extension too, or `auto`: it is asked. */
export const gatewaySpeaks = ['auto', 'base', 'extension'] as const;
export const gatewaySpeaksSchema = z.enum(gatewaySpeaks);
export type GatewaySpeaks = z.infer<typeof gatewaySpeaksSchema>;

/** The gateway's settings (the seed's RUPAY_* names). The key (security token, app key) itself never comes back to the renderer. */
export const gatewaySchema = z.object({
  provider: gatewayProviderSchema,
  /** Null unless the provider asks for them. */
  pineLabs: pineLabsDetailsSchema.nullable(),
  razorpayPos: razorpayPosDetailsSchema.nullable(),
  /** Of our own provider alone; absent is `auto`. */
  speaks: gatewaySpeaksSchema.optional(),
  url: z.string().max(300),
  merchantId: z.string().max(64),
  terminalId: z.string().max(64),
  hasApiKey: z.boolean(),
  /** Null: no UPI QR. In a request, absent keeps what is stored. */
  upi: upiPayeeSchema.nullable().optional(),
});
export const saveGatewayRequest = gatewaySchema.omit({ hasApiKey: true }).extend({
  /** Absent: keep the key that is stored. */
  apiKey: z.string().min(1).max(400).optional(),
  /** The owner's written consent to keep the key where the OS has no real keyring; audited. */
  acceptWeakStorage: textSchema.optional(),
});

/** Keeps the window out of screenshots and shared screens while card fields are on it. */
export const guardWindowRequest = z.object({ on: z.boolean() });

/** Switches typed card numbers on or off, by a manager. */
export const setKeyedCardRequest = z.object({ on: z.boolean(), manager: managerSchema });

export const settingsSchema = z.object({
  mode: modeSchema,
  language: languageSchema,
  shop: shopSchema,
  gateway: gatewaySchema,
  /** Whether card numbers may be typed in: off until a manager switches it on. */
  keyedCard: z.boolean(),
  secrets: z.object({ backend: z.string(), strong: z.boolean(), weakAccepted: z.boolean() }),
  dataFolder: z.string(),
  /** How often a store was opened in this run: after a restore or a change of mode, what somebody had begun to type was of another store. */
  opening: z.int(),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Why the store can't be opened. Nothing is overwritten in any of these. */
export const storeProblemSchema = z.object({
  code: z.enum(['newer', 'corrupt', 'read-only', 'missing', 'locked', 'disk-full', 'unreadable']),
  /** The file's path, for the person who must find it. */
  path: z.string(),
  /** What the system said, or the version found. */
  detail: z.string(),
  /** Ways out that are offered. */
  actions: z.array(z.enum(['retry', 'create', 'restore', 'quit'])),
});
export type StoreProblem = z.infer<typeof storeProblemSchema>;

/** Something the cashier must be told after a start: what an unclean stop left, and what was done about it. */
export const noticeSchema = z.object({
  id: z.string(),
  code: z.enum([
    'cart-restored',
    'payment-being-asked',
    'payment-not-sent',
    'sale-completed',
    'paid-not-completed',
    'unclean-stop',
    'last-bill-complete',
    'till-restored',
    'backup-failed',
    'store-put-back',
    'clock-went-back',
    'clock-went-forward',
  ]),
  at: timestampSchema,
  invoiceNumber: z.string().nullable(),
  amountPaise: paiseSchema.nullable(),
});
export type Notice = z.infer<typeof noticeSchema>;

export const readySnapshotSchema = z.object({
  kind: z.literal('ready'),
  mode: modeSchema,
  language: languageSchema,
  shop: shopSchema,
  runtime: z.string(),
  appVersion: z.string(),
  businessDate: businessDateSchema,
  productCount: z.int(),
  gatewayReady: z.boolean(),
  /** The ways to pay, beyond cash and the terminal, that this till can take now. */
  ways: z.object({
    /** False where the gateway drives no terminal; absent is true. */
    cardTerminal: z.boolean().optional(),
    upiQr: z.boolean(),
    cardManual: z.boolean(),
    cardKeyed: z.boolean(),
  }),
  openAttempts: z.array(attemptViewSchema),
  notices: z.array(noticeSchema),
  /** The cart that was in hand when the till last stopped, if any. */
  cart: saveCartRequest.nullable(),
});
export const problemSnapshotSchema = z.object({
  kind: z.literal('problem'),
  problem: storeProblemSchema,
  language: languageSchema,
  mode: modeSchema,
  runtime: z.string(),
  appVersion: z.string(),
});
/** All a window needs when it loads; changes after it come as events. */
export const snapshotSchema = z.discriminatedUnion('kind', [readySnapshotSchema, problemSnapshotSchema]);
export type Snapshot = z.infer<typeof snapshotSchema>;
export type ReadySnapshot = z.infer<typeof readySnapshotSchema>;
