import type { SyncProblem, SyncStatus } from '../../shared/contract/sync.ts';
import type { Reader } from '../store/handles.ts';
import {
  countDeadOutbox,
  countWaitingAbout,
  countWaitingOutbox,
  oldestWaitingOutbox,
} from '../store/repositories/outbox.ts';
import { countAmbiguousDeliveries } from '../store/repositories/sync-deliveries.ts';
import type { Sender } from './sender.ts';

/** What the loop knows beside the store. */
export type LoopState = {
  readonly sender: Pick<Sender, 'kind' | 'lastSuccessAt'> | null;
  readonly problem: SyncProblem | null;
  readonly paused: boolean;
  readonly nextTryAt: number | null;
};

/** How the sending stands, as the window shows it. What a base-contract server has no word for does not count as waiting. */
export function statusOf(reader: Reader, { sender, problem, paused, nextTryAt }: LoopState): SyncStatus {
  const all = countWaitingOutbox(reader);
  const server = sender?.kind() ?? null;
  const waiting = server === 'base' ? countWaitingAbout(reader, 'order') : all;
  const state = (): SyncStatus['state'] => {
    if (paused) return 'paused';
    if (sender === null) return 'off';
    if (problem !== null) return 'waiting';
    return waiting > 0 ? 'sending' : 'idle';
  };
  return {
    state: state(),
    server,
    waiting,
    waitingSince: waiting === 0 ? null : oldestWaitingOutbox(reader),
    ambiguous: server === 'base' ? countAmbiguousDeliveries(reader) : 0,
    refused: countDeadOutbox(reader),
    notDeliverable: all - waiting,
    lastSuccessAt: sender?.lastSuccessAt() ?? null,
    nextTryAt,
    problem,
  };
}
