import type { PosEvent } from '../../shared/contract/events.ts';
import type { Mode, Shop, UpiPayee } from '../../shared/contract/till.ts';
import type { InstallationId, PersonId } from '../../shared/domain/ids.ts';
import type { Gateway } from '../gateway/index.ts';
import type { Payments } from '../payments/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Writer } from '../store/handles.ts';

/** What sales is made of. Functions where the answer changes while the till runs. */
export type SalesDeps = {
  readonly db: Writer;
  /** False when the disk is nearly full: no new charge begins then (FIELD 4.3). */
  readonly hasRoom: () => boolean;
  /** A function, because payments and sales know each other. */
  readonly payments: () => Payments;
  readonly gateway: () => Gateway | null;
  /** Whom a UPI QR pays, or null while that isn't set up. */
  readonly upi: () => UpiPayee | null;
  /** Whether a manager has switched typed card numbers on; absent is off. */
  readonly keyedCard?: () => boolean;
  readonly shop: () => Shop;
  readonly mode: Mode;
  readonly installationId: InstallationId;
  /** Who is at the till, or null while nobody signs in. */
  readonly person: () => PersonId | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly emit: (event: PosEvent) => void;
  readonly report: (event: string, details?: Readonly<Record<string, string | number | boolean>>) => void;
};
