import type { StoreProblem } from '../../shared/contract/till.ts';
import { assertNever } from '../../shared/domain/result.ts';
import type { ConfigProblem } from '../platform/config.ts';
import type { LockRefusal } from '../platform/lock.ts';
import type { DataPaths } from '../platform/paths.ts';
import type { StoreOpenProblem } from '../store/connection.ts';

/** What keeps a till from opening, with the ways out that a person is offered. */
export type TillProblem = StoreProblem;

/** The ways out of a store that can't be opened: only one that isn't there may be made anew, and one that is lost or damaged may be restored. */
function waysOut(code: StoreOpenProblem['code']): TillProblem['actions'] {
  if (code === 'missing') return ['retry', 'restore', 'create', 'quit'];
  return code === 'corrupt' ? ['retry', 'restore', 'quit'] : ['retry', 'quit'];
}

/** A store that can't be opened, with its ways out. */
export function storeProblem(problem: StoreOpenProblem): TillProblem {
  return { ...problem, actions: waysOut(problem.code) };
}

/** Another program writes in the data folder, or nobody can. */
export function lockProblem(paths: DataPaths, refusal: LockRefusal): TillProblem {
  const path = paths.folder;
  switch (refusal.code) {
    case 'held': {
      const by = refusal.by === null ? '' : `${refusal.by.what}, process ${refusal.by.pid}`;
      return { code: 'locked', path, detail: by, actions: ['retry', 'quit'] };
    }
    case 'folder-unusable':
      return { code: 'unreadable', path, detail: refusal.detail, actions: ['retry', 'quit'] };
    case 'folder-full':
      return { code: 'disk-full', path, detail: refusal.detail, actions: ['retry', 'quit'] };
    case 'folder-read-only':
      return { code: 'read-only', path, detail: refusal.detail, actions: ['retry', 'quit'] };
    default:
      return assertNever(refusal);
  }
}

/** The configuration of the data folder is damaged; it says which store to open, so none is. */
export function configProblem(problem: ConfigProblem): TillProblem {
  return { code: 'unreadable', path: problem.path, detail: problem.detail, actions: ['retry', 'quit'] };
}

/** No store is open now: the till is being opened, changes its mode, or is closing. */
export function closedProblem(paths: DataPaths): TillProblem {
  return { code: 'locked', path: paths.folder, detail: 'Galla', actions: ['retry'] };
}
