import type { Reconciliation } from '../../shared/contract/day.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { LastDocument, LostBill } from '../../shared/contract/till-origin.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Result } from '../../shared/domain/result.ts';

/** Asks the gateway what it holds of a day and compares; any date, with trade here or without. */
export type AskDay = (date: BusinessDate) => Promise<Result<Reconciliation, PosError>>;

/** What somebody else holds of this till, such as the central API: asked when the till was put back. */
export type HeldElsewhere = {
  /**
   * The last number of every series of a till code that was ever sent there, and the bills from an instant (UTC ms) on. An error when it can't be reached now; it is
   * asked again with the gateway's days. Null: nothing is set up there.
   */
  readonly holdings: (
    tillCode: string,
    fromMs: number,
  ) => Promise<Result<
    { readonly lastDocuments: readonly LastDocument[]; readonly bills: readonly LostBill[] },
    PosError
  > | null>;
};
