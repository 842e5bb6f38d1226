import type { Mode, Shop } from '../../shared/contract/till.ts';
import type { InstallationId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { keepMark, settleOrigin, type MarkKeeper } from '../backup/index.ts';
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
export type OriginInUse = { readonly seriesId: InstallationId; readonly mark: MarkKeeper };

/** Settles where the store comes from, before anything is sold, and keeps the till's mark outside the data folder from then on. */
export function joinOrigin(parts: OriginParts): Result<OriginInUse, TillProblem> {
  const { paths, environment, clock, ids, report, mode, store, shop } = parts;
  const installations = installationFolder(environment);
  const file = markFileFor(installations, paths.folder, mode);
  const { gstin, tillCode, zone } = shop();
  const origin = settleOrigin({
    db: store.writer,
    mark: file,
    installationId: installationIdFor(installations, paths.folder, ids),
    ids,
    now: clock.now(),
    zone,
    gstin,
    tillCode,
  });
  if (!origin.ok) {
    const { code, detail } = origin.error;
    return err(
      storeProblem({
        code: code === 'io-error' || code === 'moved' ? 'unreadable' : code,
        path: store.path,
        detail,
      }),
    );
  }
  const { restored, seriesId } = origin.value;
  if (restored?.check === 'due') report('till-restored', { why: restored.why });
  return ok({ seriesId, mark: keepMark({ db: store.writer, file, shop, now: clock.now }) });
}
