import { useEffect } from 'react';
import { create } from 'zustand';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { onTopic } from '../app/live.ts';
import { asked, pos } from '../app/pos.ts';

/** How the sending to the office stands, one copy for the whole window; null until main has answered. */
export const useSyncState = create<{ readonly status: SyncStatus | null }>(() => ({ status: null }));

/** Takes what main answered as the new truth. */
export function applySyncStatus(status: SyncStatus): void {
  useSyncState.setState({ status });
}

async function load(): Promise<void> {
  const reply = await asked(pos().getSyncStatus());
  if (reply.ok) applySyncStatus(reply.value);
}

/** The status, asked for again whenever main says that it changed. */
export function useSyncStatus(): SyncStatus | null {
  const status = useSyncState((state) => state.status);
  useEffect(() => {
    void load();
    const stops = [onTopic('sync', () => void load()), onTopic('snapshot', () => void load())];
    return () => {
      for (const stop of stops) stop();
    };
  }, []);
  return status;
}
