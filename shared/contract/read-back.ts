import { z } from 'zod';
import { timestampSchema } from './common.ts';
import { managerSchema } from './people.ts';

/** Why something that the office holds was not written: the words for each are the renderer's. */
export const readBackReasons = [
  /** Its text is not what the till once told. */
  'damaged',
  /** It lacks something, or says something that no till writes. */
  'form',
  /** Its sums do not add up. */
  'sums',
  /** Another document has its number. */
  'number-taken',
  /** The bill is here and not finished here: other lines, another amount, or a payment under way. */
  'unfinished-here',
  /** What it belongs to is not here. */
  'without-bill',
  /** The store took none of it: it contradicts what is here. */
  'contradicts',
] as const;
export type ReadBackReason = (typeof readBackReasons)[number];

/** What differs between a bill here and the same bill at the office. */
export const readBackFields = ['number', 'total', 'date', 'lines', 'tenders', 'refunds', 'day-sums'] as const;
export type ReadBackField = (typeof readBackFields)[number];

/** What came of reading back what the office holds of this till. */
export const readBackSchema = z.object({
  at: timestampSchema,
  /** `base`: the server holds orders, but not what a bill is made of. `part`: it broke off, and goes on by itself or when asked again. */
  outcome: z.enum(['done', 'part', 'base']),
  /** Documents that were lost here and are back. */
  bills: z.int().nonnegative(),
  creditNotes: z.int().nonnegative(),
  /** Bills that were here. */
  there: z.int().nonnegative(),
  /** Bills that came into days which are closed here. */
  intoClosedDays: z.int().nonnegative(),
  /** The same bill here and there, and not the same: nothing was changed. The first hundred. */
  differs: z.array(z.object({ what: z.string(), fields: z.array(z.enum(readBackFields)) })).max(100),
  differCount: z.int().nonnegative(),
  /** What can't be taken, and why. The first hundred. */
  refused: z.array(z.object({ what: z.string(), reason: z.enum(readBackReasons) })).max(100),
  refusedCount: z.int().nonnegative(),
});
export type ReadBack = z.infer<typeof readBackSchema>;

/** A manager has the till read back what the office holds. */
export const readBackRequest = z.object({ manager: managerSchema.nullable() });
