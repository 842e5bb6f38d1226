import type { BackupsConfig } from '../../shared/contract/config.ts';
import type { PosEvent } from '../../shared/contract/events.ts';
import type { TillRestored } from '../../shared/contract/till-origin.ts';
import type { Mode } from '../../shared/contract/till.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Dialogs, Report, Secrets } from '../platform/ports.ts';
import type { WorkerPool } from '../platform/workers.ts';

/** What the backups of a till are made with. Nothing of it needs an open store. */
export type BackupDeps = {
  readonly storePath: () => string;
  readonly mode: () => Mode;
  readonly zone: () => string;
  readonly config: { readonly read: () => BackupsConfig; readonly write: (config: BackupsConfig) => void };
  readonly workers: WorkerPool;
  readonly dialogs: Dialogs;
  readonly secrets: Secrets;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
  /** What is to be done after a restore, of the store that is open. */
  readonly restored: () => TillRestored | null;
  /** The check found the store's file damaged. */
  readonly onDamage: (detail: string) => void;
  /** The words of the system's dialogs. */
  readonly texts: () => { readonly title: string; readonly kind: string; readonly folder: string };
  readonly modifiedAt: (path: string) => number;
  readonly sizeOf: (path: string) => number;
};
