import type { ReadBackField, ReadBackReason } from '../../../shared/contract/read-back.ts';
import type { Result } from '../../../shared/domain/result.ts';
import { isConstraint, type StoreFault } from '../faults.ts';
import type { Writer } from '../handles.ts';

/** An event of the office's as it is written here: its id there is its id in the outbox. */
export type ToldEvent = {
  readonly id: string;
  readonly kind: string;
  /** When it became true, UTC milliseconds. */
  readonly at: number;
  readonly sha256: string;
};

/** What came of one document. Nothing was changed unless it is `written`. */
export type Back =
  /** `closedDay`: it came into a day that is closed here. */
  | { readonly kind: 'written'; readonly closedDay: boolean }
  | { readonly kind: 'there' }
  | { readonly kind: 'differs'; readonly fields: readonly ReadBackField[] }
  | { readonly kind: 'refused'; readonly reason: ReadBackReason };

export const written: Back = { kind: 'written', closedDay: false };
export const there: Back = { kind: 'there' };
export const refused = (reason: ReadBackReason): Back => ({ kind: 'refused', reason });

/** A document that belongs to a bill which is not here, or not yet: it is looked at again when all bills are. */
export type Waits = { readonly kind: 'waits' };
export const waits: Waits = { kind: 'waits' };

/** Ends a transaction that must leave nothing behind: its outcome travels as the Err. */
export type TakenBack = { readonly code: 'taken-back'; readonly back: Back };
export const takenBack = (back: Back): TakenBack => ({ code: 'taken-back', back });

/**
 * Writes one document in one transaction: all of it or nothing. It waits for the disk as a sale does: the till's mark tells how far its orders
 * came, and a store that lost some of them would be taken for an older one. What contradicts the rows that are here is refused by the store's own rules (unique
 * numbers and ids, sums, references) and said so; only a fault of the disk is an Err.
 */
export function writeWhole(
  db: Writer,
  work: () => Result<Back, TakenBack>,
): { readonly ok: true; readonly value: Back } | { readonly ok: false; readonly error: StoreFault } {
  try {
    const done = db.transaction(work);
    if (done.ok) return done;
    const { error } = done;
    return error.code === 'taken-back' ? { ok: true, value: error.back } : { ok: false, error };
  } catch (thrown) {
    if (isConstraint(thrown)) return { ok: true, value: refused('contradicts') };
    throw thrown;
  }
}
