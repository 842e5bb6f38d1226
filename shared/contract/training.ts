import { z } from 'zod';
import type { AttemptId } from '../domain/ids.ts';
import { idSchema, paiseSchema } from './common.ts';

/** What a person may play at the training terminal. For a UPI QR `tap` is a payment from the phone; the acts with a PIN are a card's. */
export const customerActs = [
  'tap',
  'insert-pin',
  'wrong-pin',
  'no-money',
  'walk-away',
  'pull-cable',
] as const;
export const customerActSchema = z.enum(customerActs);
export type CustomerAct = z.infer<typeof customerActSchema>;

/** The training terminal: what it shows, or null while it shows nothing. Only a training till on its own emulator has one. */
export const trainingTerminalSchema = z.object({
  available: z.boolean(),
  /** False: the emulator plays a customer who taps by himself after a moment. */
  byHand: z.boolean(),
  waiting: z
    .object({
      attemptId: idSchema<AttemptId>(),
      amountPaise: paiseSchema,
      kind: z.enum(['card-terminal', 'upi-qr', 'card-keyed']),
      /** The one-time password on the customer's phone, for a card that was typed in. */
      otp: z.string().optional(),
    })
    .nullable(),
});
export type TrainingTerminal = z.infer<typeof trainingTerminalSchema>;
export const playCustomerRequest = z.object({ attemptId: idSchema<AttemptId>(), act: customerActSchema });
export const setTrainingByHandRequest = z.object({ byHand: z.boolean() });
