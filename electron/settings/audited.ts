import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Mode } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Secrets } from '../platform/ports.ts';
import type { Writer } from '../store/handles.ts';
import { insertAudit } from '../store/repositories/audit.ts';

/** What the settings of a store work with. */
export type SettingsDeps = {
  readonly store: Writer;
  readonly secrets: Secrets;
  readonly mode: Mode;
  /** UTC milliseconds. */
  readonly now: () => number;
};

/** Runs a change of the settings and an audit entry for each action of it, in one transaction. `disk-full`, `store-unavailable`. */
export function audited(
  { store, now }: SettingsDeps,
  actions: readonly string[],
  change: () => void,
): Result<undefined, PosError> {
  const done = store.transaction<undefined, never>(() => {
    change();
    for (const action of actions) {
      const entry = { at: now(), personId: null, action, subjectKind: 'settings', subjectId: action };
      insertAudit(store, { ...entry, detail: null });
    }
    return ok(undefined);
  });
  if (done.ok) return done;
  return err(done.error.code === 'disk-full' ? posError('disk-full') : posError('store-unavailable'));
}
