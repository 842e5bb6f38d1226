import { create } from 'zustand';
import type { PosError } from '../../shared/contract/errors.ts';
import type { AttemptView } from '../../shared/contract/sale.ts';
import type {
  Language,
  Mode,
  Notice,
  ReadySnapshot,
  Snapshot,
  StoreProblem,
} from '../../shared/contract/till.ts';
import type { Result } from '../../shared/domain/result.ts';
import { asked, pos } from './pos.ts';

/** What the window shows at all: nothing yet, the till, or why the store can't be opened. */
export type SessionView =
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly snapshot: ReadySnapshot }
  | {
      readonly kind: 'problem';
      readonly problem: StoreProblem;
      readonly language: Language;
      readonly mode: Mode;
    }
  | { readonly kind: 'failed'; readonly error: PosError };

type SessionState = {
  readonly view: SessionView;
  /** Payments that are open or unwanted, whatever bill they belong to. */
  readonly openAttempts: readonly AttemptView[];
};

export const useSession = create<SessionState>(() => ({ view: { kind: 'starting' }, openAttempts: [] }));

/** Takes a snapshot as the new truth of the window. */
export function applySnapshot(reply: Result<Snapshot, PosError>): void {
  if (!reply.ok) {
    useSession.setState({ view: { kind: 'failed', error: reply.error } });
    return;
  }
  const snapshot = reply.value;
  if (snapshot.kind === 'ready') {
    useSession.setState({ view: { kind: 'ready', snapshot }, openAttempts: snapshot.openAttempts });
    return;
  }
  const { problem, language, mode } = snapshot;
  useSession.setState({ view: { kind: 'problem', problem, language, mode } });
}

/** Asks main for everything the window needs. */
export async function loadSnapshot(): Promise<void> {
  applySnapshot(await asked(pos().getSnapshot()));
}

/** Asks again which payments are open. A failure leaves the last known ones in sight: a payment must not vanish from the strip by mistake. */
export async function refreshOpenAttempts(): Promise<void> {
  const reply = await asked(pos().listOpenAttempts());
  if (reply.ok) useSession.setState({ openAttempts: reply.value.attempts });
}

/** Takes notices away, on screen at once and in main for good. */
export async function dismissNotices(read: readonly Notice[]): Promise<void> {
  const { view } = useSession.getState();
  if (view.kind !== 'ready') return;
  const ids = new Set(read.map(({ id }) => id));
  const notices = view.snapshot.notices.filter((notice) => !ids.has(notice.id));
  useSession.setState({ view: { kind: 'ready', snapshot: { ...view.snapshot, notices } } });
  await Promise.all([...ids].map(async (id) => asked(pos().dismissNotice({ id }))));
}

/** The ready snapshot, or null while there is none. */
export function useSnapshot(): ReadySnapshot | null {
  return useSession((state) => (state.view.kind === 'ready' ? state.view.snapshot : null));
}
