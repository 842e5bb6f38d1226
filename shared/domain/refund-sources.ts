import { minPaise, subtractPaise, ZERO_PAISE, type Paise } from './money.ts';
import { err, ok, type Result } from './result.ts';

/** A tender that can take money back. */
export type RefundSource = { readonly isCash: boolean; readonly leftPaise: Paise };

/** How much goes back to one tender. */
export type RefundShare<S extends RefundSource> = { readonly source: S; readonly amountPaise: Paise };

/** The order in which tenders take money back: what was paid by card or UPI first, the largest first; cash last. */
export function refundOrder<S extends RefundSource>(sources: readonly S[]): S[] {
  return sources
    .filter((source) => source.leftPaise > 0)
    .toSorted((a, b) => Number(a.isCash) - Number(b.isCash) || b.leftPaise - a.leftPaise);
}

/**
 * Shares a refund out over the tenders that paid, so that each gets back at most what it gave. The shares sum to the amount;
 * `refund-source-too-small` when the tenders have less left.
 */
export function shareRefund<S extends RefundSource>(
  sources: readonly S[],
  amountPaise: Paise,
): Result<RefundShare<S>[], { readonly code: 'refund-source-too-small'; readonly missingPaise: Paise }> {
  const shares: RefundShare<S>[] = [];
  let left = amountPaise;
  for (const source of refundOrder(sources)) {
    const share = minPaise(source.leftPaise, left);
    if (share > ZERO_PAISE) shares.push({ source, amountPaise: share });
    left = subtractPaise(left, share);
  }
  return left > 0 ? err({ code: 'refund-source-too-small', missingPaise: left }) : ok(shares);
}
