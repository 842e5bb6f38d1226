import type { Reconciliation } from '../../shared/contract/day.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ReadBack } from '../../shared/contract/read-back.ts';
import type { LastDocument, LostBill } from '../../shared/contract/till-origin.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Result } from '../../shared/domain/result.ts';

/** Asks the gateway what it holds of a day and compares; any date, with trade here or without. */
export type AskDay = (date: BusinessDate) => Promise<Result<Reconciliation, PosError>>;

/** What is asked of whoever else holds anything of this till. */
export type HeldWish = {
  readonly tillCode: string;
  /** From when on the bills are named that are held there, UTC milliseconds. */
  readonly fromMs: number;
  /** The shop's zone. */
  readonly zone: string;
  /** Whether what is lost here is written again; false looks only. */
  readonly write: boolean;
};

/** What somebody else holds of this till, such as the central API: asked when the till was put back. */
export type HeldElsewhere = {
  /**
   * The last number of every series of a till code that was ever sent there, and the bills from an instant on; what is lost here is written back. An error when
   * it can't be reached now; it is asked again with the gateway's days, and `onPart` is told how far it came. Null: nothing is set up there.
   */
  readonly readBack: (
    wish: HeldWish,
    onPart: (sofar: ReadBack) => void,
  ) => Promise<Result<
    {
      readonly lastDocuments: readonly LastDocument[];
      readonly bills: readonly LostBill[];
      readonly readBack: ReadBack | null;
    },
    PosError
  > | null>;
};
