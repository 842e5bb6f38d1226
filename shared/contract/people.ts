import { z } from 'zod';
import { timestampSchema } from './common.ts';

/** A manager's PIN as typed: four to eight digits. It is checked in main, never kept in the window, and never logged. */
export const pinSchema = z.string().regex(/^\d{4,8}$/);

/** What a call carries that only a manager may make. */
export const managerSchema = z.object({ pin: pinSchema });
export type ManagerProof = z.infer<typeof managerSchema>;

export const managerSetupSchema = z.object({
  /** False until the owner has chosen a PIN: what needs a manager is then refused with `manager-not-set-up`. */
  hasPin: z.boolean(),
  /** After wrong PINs: until when none is tried; it grows with every further one. */
  lockedUntil: timestampSchema.nullable(),
});
export type ManagerSetup = z.infer<typeof managerSetupSchema>;

/** The first PIN needs none before it; a change needs the old one. */
export const setManagerPinRequest = z.object({ currentPin: pinSchema.nullable(), newPin: pinSchema });

/** What is kept of wrong PINs, in the store, so that a restart gives no free tries. */
export const managerLockSchema = z.object({
  /** Wrong PINs in a row; one that is being checked counts as wrong until it is known to be right. */
  failures: z.int().nonnegative(),
  lockedUntil: timestampSchema.nullable(),
});
export type ManagerLock = z.infer<typeof managerLockSchema>;
