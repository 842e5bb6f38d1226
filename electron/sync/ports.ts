import type { PosEvent } from '../../shared/contract/events.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Mode } from '../../shared/contract/till.ts';
import type { Catalogue } from '../catalogue/index.ts';
import type { People } from '../people/index.ts';
import type { Chance } from '../platform/chance.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Report, Secrets } from '../platform/ports.ts';
import type { Reader, Writer } from '../store/handles.ts';
import type { LineTimeouts } from './line.ts';
import type { Pauses } from './pauses.ts';

/** What the sending is made of. */
export type SyncDeps = {
  readonly writer: Writer;
  /** A connection of its own: reading what is to be sent never waits for a sale, nor a sale for it. */
  readonly reader: Reader;
  readonly secrets: Secrets;
  readonly mode: Mode;
  readonly clock: Clock;
  readonly ids: Ids;
  /** From 0 up to 1: spreads the tries of many tills. */
  readonly random: Chance;
  readonly people: Pick<People, 'authorise'>;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
  readonly businessDate: () => BusinessDate;
  readonly applyPulled: Catalogue['applyPulled'];
  readonly pauses: Pauses;
  readonly timeouts: LineTimeouts;
  /** The most events of one push, where it is to be less than the sender and the server take. */
  readonly eventsMost?: number;
  /** A server given from outside, as by the shell command, in place of the one in the settings. */
  readonly given?: Office;
  /** Extra certificate authority in PEM. */
  readonly ca?: string;
};

/** What a sender works with. */
export type SenderDeps = SyncDeps & {
  /** Whether bills are being made right now: then little is done at a time. */
  readonly isBusy: () => boolean;
};

/** A server that is set up, and the token that opens it. */
export type Office = {
  /** Scheme, host, port and path before /api, without a slash at the end; names the server in what is kept of it. */
  readonly url: string;
  readonly token: string;
};
