import { useEffect, useRef, useState } from 'react';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { ReviewCursor, ReviewRow } from '../../../shared/contract/review.ts';
import { asked, pos } from '../../app/pos.ts';
import type { Opened } from './figures.ts';

const PAGE = 100;

type Rows = {
  readonly rows: readonly ReviewRow[];
  readonly next: ReviewCursor | null;
  readonly loaded: boolean;
  readonly error: PosError | null;
};

const nothingYet: Rows = { rows: [], next: null, loaded: false, error: null };

const isNow = ({ dimension }: Opened): boolean =>
  dimension === 'unknown' || dimension === 'waiting' || dimension === 'refused';

/** Puts a fresh first page before the older rows that are here already; what was sold never leaves a day, so every order stays there once. */
export function joinRows(first: readonly ReviewRow[], rows: readonly ReviewRow[]): readonly ReviewRow[] {
  const last = first.at(-1);
  if (last === undefined) return [];
  const isOlder = (row: ReviewRow): boolean =>
    row.businessDate < last.businessDate || (row.businessDate === last.businessDate && row.seq < last.seq);
  return [...first, ...rows.filter(isOlder)];
}

/** What is asked of main for a page of the orders behind a figure. */
function askPage({ from, to, dimension, key }: Opened, after: ReviewCursor | null) {
  return asked(pos().listReviewRows({ from, to, dimension, key, after, limit: PAGE }));
}

/** The orders behind a figure, page by page; the first page is asked for again whenever `sums`, what the figure says, changes. */
export function useFigureRows(opened: Opened, sums: string): Rows & { readonly more: () => Promise<void> } {
  const [state, set] = useState<Rows>(nothingYet);
  const name = [opened.dimension, opened.key, opened.from, opened.to].join('/');
  const current = useRef(name);
  const busy = useRef(false);
  useEffect(() => {
    let gone = false;
    const isFresh = current.current !== name;
    current.current = name;
    const load = async (): Promise<void> => {
      const reply = await askPage(opened, null);
      if (gone) return;
      set((before) => {
        if (!reply.ok) return { ...before, loaded: true, error: reply.error };
        const joined = isFresh || isNow(opened) ? reply.value.rows : joinRows(reply.value.rows, before.rows);
        const keepsOlder = joined.length > reply.value.rows.length;
        return { rows: joined, next: keepsOlder ? before.next : reply.value.next, loaded: true, error: null };
      });
    };
    void load();
    return () => {
      gone = true;
    };
    // The name says all of what was opened that the rows depend on.
  }, [name, sums, opened]);
  const more = async (): Promise<void> => {
    const { next } = state;
    if (next === null || busy.current) return;
    busy.current = true;
    const reply = await askPage(opened, next);
    busy.current = false;
    if (current.current !== name) return;
    set((before) =>
      reply.ok && before.next === next
        ? { ...before, rows: [...before.rows, ...reply.value.rows], next: reply.value.next }
        : { ...before, error: reply.ok ? before.error : reply.error },
    );
  };
  return { ...state, more };
}
