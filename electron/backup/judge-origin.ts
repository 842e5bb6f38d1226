import type { RestoredWhy, StoreIdentity, TillMark } from '../../shared/contract/till-origin.ts';

/** What is known of a store that was opened a moment ago, and of where it lies. */
export type OriginFacts = {
  /** The id of this data folder at this place on this machine. */
  readonly installationId: string;
  /** What the store says it is; null in one from before stores said so, and in a new one. */
  readonly identity: StoreIdentity | null;
  readonly isBackup: boolean;
  readonly orderSeq: number;
  readonly auditSeq: number;
  /** Whom its series belong to. */
  readonly seriesOwners: readonly string[];
  /** How far the till at this place had come; null when nobody knows. */
  readonly mark: Pick<TillMark, 'storeId' | 'orderSeq' | 'auditSeq'> | null;
};

function isOlder(facts: OriginFacts): boolean {
  const { mark, orderSeq, auditSeq } = facts;
  return mark !== null && (orderSeq < mark.orderSeq || auditSeq < mark.auditSeq);
}

/**
 * Tells whether a store is the one that this till had, and if not, what happened: a backup was put back, an older state of it came back by other means, it was
 * copied or moved from elsewhere, or it is another store altogether. Null: it is the one; it may go on with its numbers.
 */
export function judgeOrigin(facts: OriginFacts): RestoredWhy | null {
  const { identity, installationId, seriesOwners, mark } = facts;
  if (facts.isBackup) return 'backup';
  if (identity === null) {
    // From before stores said what they are: its series tell whether it sold here.
    if (seriesOwners.length > 0 && !seriesOwners.includes(installationId)) return 'copied';
    return isOlder(facts) && seriesOwners.length > 0 ? 'older' : null;
  }
  if (identity.installationId !== installationId) return 'copied';
  if (mark === null) return null;
  if (mark.storeId !== identity.storeId) return 'other-store';
  return isOlder(facts) ? 'older' : null;
}
