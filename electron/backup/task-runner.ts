import type { Backups } from '../../shared/contract/backup.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { WorkerPool } from '../platform/workers.ts';
import type { BackupTask, TaskAnswers } from './backup-task.ts';

type Running = NonNullable<Backups['running']>;

/** Does one long work at a time, in a worker. */
export type TaskRunner = {
  /** `backup-running` while another is under way, `backup-failed` when the worker died. */
  readonly run: <T extends BackupTask>(
    what: Running,
    task: T,
  ) => Promise<Result<TaskAnswers[T['kind']], PosError>>;
  readonly running: () => Running | null;
  /** Resolves when nothing is under way. */
  readonly settled: () => Promise<void>;
};

/** Makes a runner; `changed` is told when a work begins and ends. */
export function createTaskRunner(workers: WorkerPool, changed: () => void): TaskRunner {
  const state: { running: Running | null; ended: Promise<unknown> } = {
    running: null,
    ended: Promise.resolve(),
  };
  return {
    run: async <T extends BackupTask>(what: Running, task: T) => {
      if (state.running !== null) return err(posError('backup-running'));
      state.running = what;
      changed();
      const job = workers.run<BackupTask, never, TaskAnswers[T['kind']]>('backup-work', task);
      state.ended = job.result;
      const result = await job.result;
      state.running = null;
      changed();
      if (result.ok) return ok(result.value);
      const detail = result.error.code === 'worker-died' ? result.error.detail : '';
      return err(posError('backup-failed', { verdict: 'stopped', detail }));
    },
    running: () => state.running,
    settled: async () => {
      await state.ended;
    },
  };
}
