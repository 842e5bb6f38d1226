import { serveJob } from '../platform/worker-protocol.ts';
import { copyLog, type CopyLogTask } from '../store/copy-log.ts';

/** The thread that copies the log into the file and waits for the disk, so that the counter does not. */
await serveJob<CopyLogTask, never, void>(copyLog);
