import { z } from 'zod';

/* The control API of the gateway emulator (below /_control, loopback only); docs/gateway-protocol.md describes it. */

export const emulatorOperation = z.enum([
  'sale',
  'keyed-sale',
  'otp',
  'resend',
  'status',
  'cancel',
  'void',
  'refund',
  'day',
  'health',
  'init',
  'process',
  'verify',
  'confirm',
]);

/** POST /_control/rules: from now on a sale that fits plays this scenario. */
export const emulatorRule = z.object({
  scenario: z.string().max(64),
  amountPaise: z.int().positive().optional(),
  lastFour: z.string().max(4).optional(),
  attemptId: z.string().max(64).optional(),
  times: z.int().positive().optional(),
});

/** POST /_control/hold and /_control/release. */
export const emulatorHold = z.object({ operation: emulatorOperation, point: z.enum(['before', 'after']) });

/** POST /_control/upi: somebody scans a QR and pays what it asks for. */
export const emulatorScan = z.object({ payload: z.string().max(2000) });

/** POST /_control/decide: plays the customer of a pending sale. */
export const emulatorDecision = z.object({
  attemptId: z.string().max(64),
  outcome: z.enum(['approve', 'decline']),
  hostCode: z.string().max(4).default('05'),
});
