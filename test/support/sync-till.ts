/** A till's store with an outbox and the sending on it: no window, no payments, the real files and sockets. */
import { join } from 'node:path';
import { applyPulled } from '../../electron/catalogue/pulled.ts';
import { sha256Hex } from '../../electron/platform/message-signature.ts';
import { systemClock, type Clock } from '../../electron/platform/clock.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import { createStore, openStore, type Store } from '../../electron/store/connection.ts';
import type { Writer } from '../../electron/store/handles.ts';
import type { Sale } from '../../electron/store/units/apply-tender.ts';
import { chargeCash } from '../../electron/store/units/charge-cash.ts';
import { createSync, type Pauses, type Sync, type SyncDeps } from '../../electron/sync/index.ts';
import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { InstallationId, PersonId } from '../../shared/domain/ids.ts';
import { err, ok } from '../../shared/domain/result.ts';
import { quantityMilli } from '../../shared/domain/quantity.ts';
import { AT, billOf, cashOf, day, installation, lineOf, momentOf, pressOf } from './store-fixtures.ts';
import type { Random } from './seeded-random.ts';

/** Pauses short enough for a test, in their real proportions. */
export const shortPauses: Pauses = {
  firstMs: 2,
  lineMaxMs: 10,
  serverMaxMs: 20,
  personMs: 60_000,
  courtesyMs: 1,
  quietMs: 150,
  auditMs: 60_000,
  catalogueMs: 60_000,
};

/** Secrets as a test keeps them: turned around, so that the clear text is nowhere. */
const turned = (bytes: Uint8Array): Uint8Array => Uint8Array.from(bytes, (byte) => byte ^ 0x5a);
export const testSecrets: SyncDeps['secrets'] = {
  status: () => Promise.resolve({ backend: 'test', strength: 'key-store' }),
  seal: (secret) => Promise.resolve(ok(turned(Buffer.from(secret)))),
  unseal: (sealed) => Promise.resolve(ok(Buffer.from(turned(sealed)).toString())),
};

/** Lets every manager in; that the right PIN is asked for is tested with people. */
export const openDoor = {
  authorise: (action: string) => Promise.resolve(ok({ action, personId: systemIds.next<PersonId>() })),
} as unknown as SyncDeps['people'];

export type SyncTill = {
  readonly folder: string;
  readonly store: Store;
  readonly events: PosEvent[];
  readonly reports: string[];
  readonly sync: Sync;
  readonly close: () => Promise<void>;
  /** As a SIGKILL: nothing more is written; calls under way are cut. The files stay. */
  readonly kill: () => Promise<void>;
};

/** Opens the store of a folder, made when it is not there. */
export function storeIn(folder: string, clock: Clock = systemClock): Store {
  const path = join(folder, 'store.db');
  const opened = openStore({ path, clock });
  if (opened.ok) return opened.value;
  const made = createStore({ path, clock });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

/** A writer that writes nothing once the life of its till is over. */
function mortal(writer: Writer, life: { readonly isOver: boolean }): Writer {
  const gone = { code: 'io-error', detail: 'killed' } as const;
  return { ...writer, transaction: (work) => (life.isOver ? err(gone) : writer.transaction(work)) };
}

/** Opens a till's sending on a store; nothing is sent before `sync.begin`. */
export function openSyncTill(
  folder: string,
  given: Partial<SyncDeps> & { readonly url?: string; readonly token?: string } = {},
): SyncTill {
  const { url, token, ...deps } = given;
  const store = storeIn(folder);
  const events: PosEvent[] = [];
  const reports: string[] = [];
  const life = { isOver: false };
  const sync = createSync({
    writer: mortal(store.writer, life),
    reader: store.reader,
    secrets: testSecrets,
    mode: 'training',
    clock: systemClock,
    ids: systemIds,
    random: Math.random,
    people: openDoor,
    emit: (event) => events.push(event),
    report: (event, details) => reports.push(`${event} ${JSON.stringify(details ?? {})}`),
    businessDate: () => day('2026-11-20'),
    applyPulled: (changes) =>
      applyPulled(
        { writer: store.writer, clock: systemClock, ids: systemIds, businessDate: () => '2026-11-20' },
        changes,
      ),
    pauses: shortPauses,
    timeouts: { connectMs: 1000, headersMs: 2000, bodyMs: 2000 },
    ...(url === undefined ? {} : { given: { url, token: token ?? 'till-token' } }),
    ...deps,
  });
  const close = async (): Promise<void> => {
    await sync.close();
    store.close();
  };
  const kill = async (): Promise<void> => {
    life.isOver = true;
    await close();
  };
  return { folder, store, events, reports, sync, close, kill };
}

/**
 * Sells a bill of one to four lines for cash, weighed goods among them, and writes its outbox row as the app does. An installation that isn't the
 * one before opens a series of its own.
 */
export function sellOne(
  store: Store,
  random: Random,
  installationId: InstallationId = installation,
): OrderCompletedPayload {
  const lines = Array.from({ length: 1 + random.below(4) }, (_, at) => {
    const line = lineOf(
      `${random.pick(['Rice', 'Dal', 'चाय', 'Soap "XL"'])} ${at}`,
      2 * (1 + random.below(40)),
    );
    const milli = random.pick([1000, 2000, 3000, 250, 1250]);
    return { ...line, quantityMilli: quantityMilli(milli) };
  });
  const bill = billOf(lines);
  const sold: Sale[] = [];
  const moment = momentOf({
    series: { tillCode: '1', kind: 'invoice', financialYear: '2627', installationId },
    outbox: (sale) => {
      const payload = JSON.stringify({ form: 1, ...sale });
      sold.push(sale);
      return {
        outboxId: systemIds.next(),
        aggregate: 'order',
        aggregateId: sale.order.orderId,
        kind: 'order-completed',
        payload,
        payloadHash: sha256Hex(payload),
        createdAt: AT,
      };
    },
  });
  const tender = cashOf(bill.order.totalPaise);
  const result = chargeCash(store.writer, { ...bill, press: pressOf(), tender, moment });
  const [sale] = sold;
  if (!result.ok || sale === undefined) throw new Error(JSON.stringify(result));
  return { form: 1, ...sale } as unknown as OrderCompletedPayload;
}
