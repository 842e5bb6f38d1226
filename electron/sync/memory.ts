import { syncMemorySchema, type SyncMemory } from '../../shared/contract/sync.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Reader, Writer } from '../store/handles.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';

const KEY = 'sync-memory';

/** What is remembered of a server; of another than the last one nothing is. */
export function recall(reader: Reader, server: string): SyncMemory {
  const known = findSetting(reader, KEY, syncMemorySchema);
  if (known?.server === server) return known;
  return { server, kind: null, lastSuccessAt: null, catalogueRevision: 0, lastAuditAt: null };
}

/** Keeps it over a restart. A disk that refuses costs a second look at the server, nothing else. */
export function remember(writer: Writer, memory: SyncMemory, at: number): void {
  writer.transaction<undefined, never>(() => {
    saveSetting(writer, KEY, memory, at);
    return ok(undefined);
  });
}
