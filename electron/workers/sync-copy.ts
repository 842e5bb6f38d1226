import { workerData } from 'node:worker_threads';
import { isSyncCopyStart, syncUntilOver } from '../store/backup/sync-copy.ts';
import { assert } from '../../shared/domain/result.ts';

/** The thread that puts a backup's copy on the disk piece by piece while the thread for backups writes it. */
const start: unknown = workerData;
assert(isSyncCopyStart(start), 'the thread is told what to sync');
syncUntilOver(start);
