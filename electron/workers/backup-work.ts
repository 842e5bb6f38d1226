import { runBackupTask, type BackupTask, type TaskAnswers } from '../backup/backup-task.ts';
import { serveJob } from '../platform/worker-protocol.ts';

/** The thread for backups, checks and restores: each reads or writes a whole store and takes seconds. */
await serveJob<BackupTask, never, TaskAnswers[BackupTask['kind']]>((task) => runBackupTask(task));
