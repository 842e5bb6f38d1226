import { serveJob } from '../platform/worker-protocol.ts';
import { doReviewJob, type ReviewJob, type ReviewJobDone } from '../reports/review-job.ts';
import { openReader } from '../store/connection.ts';

/** Reviews of long ranges, on a connection of its own that can only read: the counter sells meanwhile. */
await serveJob((job: ReviewJob): ReviewJobDone => {
  const opened = openReader(job.storePath);
  if (!opened.ok) throw new Error(opened.error.detail);
  try {
    return doReviewJob(opened.value.reader, job);
  } finally {
    opened.value.close();
  }
});
