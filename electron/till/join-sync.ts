import type { Mode } from '../../shared/contract/till.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { People } from '../people/index.ts';
import { systemChance } from '../platform/chance.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Ports, Report } from '../platform/ports.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { Store } from '../store/connection.ts';
import { createSync, defaultPauses, type LineTimeouts, type Office, type Sync } from '../sync/index.ts';

/** How long a call to the office may take. A push is stored by its reply or it is pushed again, so that a short patience costs nothing. */
const lineTimeouts: LineTimeouts = { connectMs: 1500, headersMs: 30_000, bodyMs: 30_000 };

/** What the sending needs of an open shop. */
export type SyncParts = {
  readonly store: Store;
  readonly ports: Pick<Ports, 'secrets'>;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly people: People;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
  readonly businessDate: () => BusinessDate;
  readonly catalogue: Catalogue;
  /** A server given from outside, as by the shell command. */
  readonly office?: Office;
};

/** Joins the sending to an open store. Nothing is sent yet. */
export function joinSync(parts: SyncParts): Sync {
  const { store, ports, mode, clock, ids, people, emit, report, businessDate, office } = parts;
  return createSync({
    writer: store.writer,
    reader: store.reader,
    secrets: ports.secrets,
    mode,
    clock,
    ids,
    people,
    emit,
    report,
    businessDate,
    applyPulled: (changes) => parts.catalogue.applyPulled(changes),
    random: systemChance,
    pauses: defaultPauses,
    timeouts: lineTimeouts,
    ...(office === undefined ? {} : { given: office }),
  });
}

/** What a bill, a refund or a closed day says when it is committed. */
const toldTopics: readonly PosEvent['topic'][] = ['order', 'checkout', 'attempt', 'day'];

/** Whether an event may mean that there is something new for the office. */
export function concernsOffice({ topic }: PosEvent): boolean {
  return toldTopics.includes(topic);
}
