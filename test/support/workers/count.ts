/** A job for the tests of the worker pool: counts to a number, or does what its input says instead. */
import { JobCancelled, serveJob } from '../../../electron/platform/worker-protocol.ts';

export type CountInput = { readonly to: number; readonly ending?: 'exit' | 'throw' | 'spin' };

await serveJob<CountInput, number, number>((input, { tell, isCancelled }) => {
  let sum = 0;
  for (let step = 1; step <= input.to; step += 1) {
    tell(step);
    sum += step;
  }
  if (input.ending === 'exit') process.exit(3);
  if (input.ending === 'throw') throw new Error('the job is broken');
  while (input.ending === 'spin') {
    if (isCancelled()) throw new JobCancelled();
  }
  return sum;
});
