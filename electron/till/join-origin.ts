import type { Mode, Shop } from '../../shared/contract/till.ts';
import type { InstallationId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { keepMark, passOtherTills, settleOrigin, type MarkKeeper, type OriginDeps } from '../backup/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import { installationIdFor } from '../platform/installation.ts';
import { installationFolder, type DataPaths, type Environment } from '../platform/paths.ts';
import type { Report } from '../platform/ports.ts';
import { markFileFor } from '../platform/till-mark.ts';
import type { Store } from '../store/connection.ts';
import { storeProblem, type TillProblem } from './problems.ts';

export type OriginParts = {
  readonly paths: DataPaths;
  readonly environment: Environment;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly report: Report;
  readonly mode: Mode;
  readonly store: Store;
  readonly shop: () => Shop;
};

/** Under which id the till's series of numbers run, and who keeps its mark from now on. */
export type OriginInUse = {
  readonly seriesId: InstallationId;
  readonly mark: MarkKeeper;
  /** The shop was saved: its till code may be that of another till on this machine. */
  readonly shopSaved: () => void;
};

/** Settles where the store comes from, before anything is sold, and keeps the till's mark outside the data folder from then on. */
export function joinOrigin(parts: OriginParts): Result<OriginInUse, TillProblem> {
  const { paths, environment, clock, ids, report, mode, store, shop } = parts;
  const installations = installationFolder(environment);
  const file = markFileFor(installations, paths.folder, mode);
  const installationId = installationIdFor(installations, paths.folder, ids);
  const deps = (): OriginDeps => {
    const { gstin, tillCode, zone } = shop();
    return { db: store.writer, mark: file, installationId, ids, now: clock.now(), zone, gstin, tillCode };
  };
  const origin = settleOrigin(deps());
  if (!origin.ok) {
    const { code: fault, detail } = origin.error;
    const code = fault === 'io-error' || fault === 'moved' ? 'unreadable' : fault;
    return err(storeProblem({ code, path: store.path, detail }));
  }
  const { restored, seriesId } = origin.value;
  if (restored?.check === 'due') report('till-restored', { why: restored.why });
  return ok({
    seriesId,
    mark: keepMark({ db: store.writer, file, shop, now: clock.now }),
    shopSaved: () => {
      // A training till and its sample shop are the same on every machine; only real numbers must be apart.
      const passed = mode === 'real' ? passOtherTills(deps()) : ok(null);
      if (!passed.ok) report('series-not-kept-apart', { code: passed.error.code });
    },
  });
}
