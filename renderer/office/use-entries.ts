import { useCallback, useEffect, useRef, useState } from 'react';
import type { SyncEntry } from '../../shared/contract/sync.ts';
import { onTopic } from '../app/live.ts';
import { sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';

export const entryFilters = ['all', 'waiting', 'refused'] as const;
export type EntryFilter = (typeof entryFilters)[number];

const PAGE = 50;
const MOST = 100;

type Loaded = { readonly entries: readonly SyncEntry[]; readonly next: number | null };

/** The rows that the page shows, newest first, kept as main has them; `more` shows older ones. */
export function useEntries(filter: EntryFilter): Loaded & { readonly more: () => void } {
  const [loaded, setLoaded] = useState<Loaded>({ entries: [], next: null });
  const asks = useRef(0);
  const refresh = useCallback(async (): Promise<void> => {
    asks.current += 1;
    const mine = asks.current;
    const reply = await asked(pos().listSyncEntries({ filter, beforeSeq: null, limit: PAGE }));
    if (mine !== asks.current) return;
    if (reply.ok) setLoaded({ entries: reply.value.entries, next: reply.value.nextBeforeSeq });
    else sayError(reply.error);
  }, [filter]);
  useEffect(() => {
    void refresh();
    return onTopic('sync', () => void refresh());
  }, [refresh]);
  const more = async (): Promise<void> => {
    if (loaded.next === null) return;
    const reply = await asked(pos().listSyncEntries({ filter, beforeSeq: loaded.next, limit: MOST }));
    if (!reply.ok) return;
    const { entries, nextBeforeSeq: next } = reply.value;
    setLoaded((before) => ({ entries: [...before.entries, ...entries], next }));
  };
  return { ...loaded, more: () => void more() };
}
