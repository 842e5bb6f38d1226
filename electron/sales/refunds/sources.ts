import type { TenderKind } from '../../../shared/contract/sale.ts';
import { maxPaise, subtractPaise, sumPaise, ZERO_PAISE, type Paise } from '../../../shared/domain/money.ts';
import type { RefundSource } from '../../../shared/domain/refund-sources.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { Reader } from '../../store/handles.ts';
import { listAttempts, type AttemptRecord } from '../../store/repositories/attempts.ts';
import { listRefundsOfOrder, type StoredRefund } from '../../store/repositories/returns.ts';
import { listTenders, standingTenders, type TenderRecord } from '../../store/repositories/tenders.ts';

/** A tender of a paid order and what it can take back. */
export type TenderSource = RefundSource & {
  readonly kind: TenderKind;
  readonly attempt: AttemptRecord | null;
  readonly lastFour: string | null;
  /** True when a same-day void may give all of it back: nothing went back before, and it was taken today. */
  readonly isVoidable: boolean;
};

const sumOf = (rows: readonly { readonly amountPaise: Paise }[]): Paise =>
  sumPaise(rows.map((row) => row.amountPaise));

/** A tender that an attempt paid. What was refused never left the shop, and what then was paid in cash is not the card's. */
function attemptSource(
  tender: TenderRecord,
  attempt: AttemptRecord,
  refunds: readonly StoredRefund[],
  today: string,
): TenderSource {
  const own = refunds.filter((refund) => refund.attemptSeq === attempt.attemptSeq);
  const back = own.filter((refund) => refund.state !== 'REFUSED' && refund.tenderKind !== 'cash');
  const isVoidable = tender.kind === 'card-terminal' && own.length === 0 && tender.businessDate === today;
  return {
    isCash: false,
    kind: tender.kind,
    attempt,
    lastFour: tender.lastFour,
    leftPaise: subtractPaise(tender.amountPaise, sumOf(back)),
    isVoidable,
  };
}

/** The tenders of a paid order with what each can take back; the cash tenders are one. */
export function tenderSources(db: Reader, orderSeq: number, today: string): TenderSource[] {
  const tenders = standingTenders(listTenders(db, orderSeq));
  const refunds = listRefundsOfOrder(db, orderSeq);
  const attempts = listAttempts(db, orderSeq);
  const paid = tenders.flatMap((tender) => {
    if (tender.attemptSeq === null) return [];
    const attempt = attempts.find(({ attemptSeq }) => attemptSeq === tender.attemptSeq);
    assert(attempt !== undefined, 'a tender that is not cash has its attempt');
    return [attemptSource(tender, attempt, refunds, today)];
  });
  const cash = tenders.filter((tender) => tender.kind === 'cash');
  if (cash.length === 0) return paid;
  const cashBack = refunds.filter((refund) => refund.attemptSeq === null);
  const leftPaise = maxPaise(ZERO_PAISE, subtractPaise(sumOf(cash), sumOf(cashBack)));
  const source = { kind: 'cash', attempt: null, lastFour: null, isVoidable: false } as const;
  return [...paid, { ...source, isCash: true, leftPaise }];
}
