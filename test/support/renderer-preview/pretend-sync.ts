/** The office's side of the pretend till: orders that wait, one that was refused, and a server in the settings. */
import type { Pos } from '../../../shared/contract/ipc.ts';
import type { SyncEntry, SyncSettings, SyncStatus } from '../../../shared/contract/sync.ts';
import { ok } from '../../../shared/domain/result.ts';

type SyncPos = Pick<
  Pos,
  | 'getSyncStatus'
  | 'trySyncNow'
  | 'listSyncEntries'
  | 'getSyncWords'
  | 'resendSync'
  | 'getSyncSettings'
  | 'saveSyncSettings'
>;

const AT = Date.UTC(2026, 10, 22, 9, 30);

const entry = (seq: number, state: SyncEntry['state'], more: Partial<SyncEntry> = {}): SyncEntry => ({
  seq,
  kind: 'order-completed',
  subjectId: `order-${seq}`,
  documentNumber: `A1A/2627/${String(seq).padStart(6, '0')}`,
  amountPaise: 105_00 * seq,
  createdAt: AT + seq * 60_000,
  state,
  sentAt: state === 'sent' ? AT + seq * 60_000 + 900 : null,
  reason: null,
  ...more,
});

const entries: SyncEntry[] = [
  entry(8, 'waiting'),
  entry(7, 'waiting'),
  entry(6, 'in-doubt'),
  entry(5, 'refused', { reason: '{"customer_info":{"email":["Enter a valid email address."]}}' }),
  entry(4, 'not-deliverable', { kind: 'credit-note-issued', documentNumber: 'C1A/2627/000001' }),
  entry(3, 'sent', { kind: 'day-closed', documentNumber: null, amountPaise: null, subjectId: '2026-11-21' }),
  entry(2, 'sent'),
  entry(1, 'sent'),
];

/** Its calls; `wish` may name what is wrong: `?sync=unreachable`, `?sync=idle`, `?sync=off`. */
export function pretendSync(wish: URLSearchParams, emit: (topic: 'sync', id: string) => void): SyncPos {
  const wrong = wish.get('sync') ?? 'unreachable';
  const isFine = wrong === 'idle' || wrong === 'off';
  const status: SyncStatus = {
    state: isFine ? wrong : wrong === 'unauthorised' ? 'paused' : 'waiting',
    server: wrong === 'off' ? null : 'central',
    waiting: isFine ? 0 : 3,
    waitingSince: isFine ? null : AT,
    ambiguous: isFine ? 0 : 1,
    refused: isFine ? 0 : 1,
    notDeliverable: 0,
    lastSuccessAt: wrong === 'off' ? null : AT - 3_600_000,
    nextTryAt: isFine ? null : AT + 3_600_000,
    problem: isFine ? null : (wrong as 'unreachable'),
  };
  const settings: SyncSettings = {
    url: wrong === 'off' ? '' : 'https://office.example.in',
    hasToken: wrong !== 'off',
    server: 'auto',
    mapping: {
      cashMethod: 'wallet',
      splitMethod: 'wallet',
      walkInName: 'Walk-in customer',
      walkInEmail: 'walk-in@example.com',
    },
  };
  return {
    getSyncStatus: async () => ok(status),
    trySyncNow: async () => ok(status),
    listSyncEntries: async ({ filter }) =>
      ok({
        entries: entries.filter(({ state }) => filter === 'all' || state === filter),
        nextBeforeSeq: null,
      }),
    getSyncWords: async () => ok({ buyerName: 'Asha', buyerPhone: null, buyerGstin: null, notes: '' }),
    resendSync: async () => {
      emit('sync', '');
      return ok(status);
    },
    getSyncSettings: async () => ok(settings),
    saveSyncSettings: async ({ token, url, server, mapping }) =>
      ok({ url, server, mapping, hasToken: token !== undefined || settings.hasToken }),
  };
}
