import type { PosEvent } from '../../shared/contract/events.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Gateway } from '../gateway/index.ts';
import type { Payments } from '../payments/index.ts';
import type { People } from '../people/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Writer } from '../store/handles.ts';

/** What the day's review and close are made of. */
export type ShiftDeps = {
  readonly db: Writer;
  readonly people: People;
  readonly payments: Pick<Payments, 'listOpen'>;
  readonly gateway: () => Gateway | null;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The business date in hand, worked out now: closing a day changes it. */
  readonly businessDate: () => BusinessDate;
  /** An IANA zone. */
  readonly zone: () => string;
  readonly emit: (event: PosEvent) => void;
  readonly report: (event: string, details?: Readonly<Record<string, string | number | boolean>>) => void;
};
