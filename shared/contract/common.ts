import { z } from 'zod';
import { isId } from '../domain/ids.ts';
import type { AnyId } from '../domain/ids.ts';
import type { Paise } from '../domain/money.ts';
import type { QuantityMilli } from '../domain/quantity.ts';

/** A branded UUID of kind T. */
export function idSchema<T extends AnyId>() {
  return z.custom<T>((value) => isId<T>(value), 'not an id');
}

/** An amount in integer paise, of either sign. */
export const paiseSchema = z.custom<Paise>((value) => Number.isSafeInteger(value), 'not whole paise');

/** A quantity in thousandths: one piece is 1000, 0.250 kg is 250. */
export const quantityMilliSchema = z.custom<QuantityMilli>(
  (value) => Number.isSafeInteger(value),
  'not whole thousandths',
);

/** UTC milliseconds since 1970. */
export const timestampSchema = z.int().nonnegative();

/** A business date, `YYYY-MM-DD`, in the shop's zone. */
export const businessDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Text a person typed: trimmed of nothing, bounded so that no field can flood the store. */
export const textSchema = z.string().max(500);

export const nothing = z.undefined();
