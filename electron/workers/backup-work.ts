import { runBackupTask, type BackupTask, type TaskAnswers } from '../backup/backup-task.ts';
import { serveJob } from '../platform/worker-protocol.ts';
import { workerAmong } from '../platform/workers.ts';
import { syncedBeside } from '../store/backup/sync-copy.ts';

/** The thread for backups, checks and restores: each reads or writes a whole store and takes seconds. */
const whileWriting = syncedBeside(workerAmong(import.meta.url)('sync-copy'));
await serveJob<BackupTask, never, TaskAnswers[BackupTask['kind']]>((task) =>
  runBackupTask(task, whileWriting),
);
