import { getPriority } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { createWorkerPool, workerBeside, type WorkerPool } from '../../../electron/platform/workers.ts';
import type { CountInput } from '../../support/workers/count.ts';

let pool: WorkerPool | null = null;

afterEach(async () => {
  await pool?.close();
});

const here = new URL('../../support/here.ts', import.meta.url).href;

function newPool(threadsMax = 2): WorkerPool {
  pool = createWorkerPool({ entryOf: workerBeside(here), threadsMax, graceMs: 50 });
  return pool;
}

const run = (on: WorkerPool, input: CountInput, onProgress?: (step: number) => void) =>
  on.run<CountInput, number, number>('count', input, onProgress);

test('A job answers its result and tells its steps on the way', async () => {
  const steps: number[] = [];
  const result = await run(newPool(), { to: 4 }, (step) => steps.push(step)).result;
  expect(result).toEqual({ ok: true, value: 10 });
  expect(steps).toEqual([1, 2, 3, 4]);
});

test('A job that throws, and one that ends its thread, are values', async () => {
  const on = newPool();
  const thrown = await run(on, { to: 1, ending: 'throw' }).result;
  expect(thrown).toMatchObject({ ok: false, error: { code: 'worker-died' } });
  expect(thrown.ok || thrown.error.code === 'cancelled' ? '' : thrown.error.detail).toMatch(/broken/);
  const exited = await run(on, { to: 1, ending: 'exit' }).result;
  expect(exited).toEqual({ ok: false, error: { code: 'worker-died', detail: 'exit code 3' } });
  expect(await run(on, { to: 2 }).result).toEqual({ ok: true, value: 3 });
});

test('A job gives way to the main thread where threads have priorities of their own, and the program keeps its own', async () => {
  const before = getPriority();
  const nice = await newPool().run<null, never, number>('priority', null).result;
  const expected = process.platform === 'linux' ? Math.max(before, 10) : before;
  expect(nice).toEqual({ ok: true, value: expected });
  expect(getPriority(process.pid)).toBe(before);
});

test('A job whose file is missing is a value', async () => {
  const result = await newPool().run('missing', null).result;
  expect(result).toMatchObject({ ok: false, error: { code: 'worker-died' } });
});

test('A job that never yields can be cancelled', async () => {
  const started = Promise.withResolvers<number>();
  const job = run(newPool(), { to: 1, ending: 'spin' }, started.resolve);
  await started.promise;
  job.cancel();
  expect(await job.result).toEqual({ ok: false, error: { code: 'cancelled' } });
});

test('Jobs beyond the threads wait their turn, and one that waits can be cancelled', async () => {
  const on = newPool(1);
  const started = Promise.withResolvers<number>();
  const first = run(on, { to: 1, ending: 'spin' }, started.resolve);
  const second = run(on, { to: 3 });
  const third = run(on, { to: 4 });
  await started.promise;
  second.cancel();
  expect(await second.result).toEqual({ ok: false, error: { code: 'cancelled' } });
  first.cancel();
  expect(await third.result).toEqual({ ok: true, value: 10 });
});

test('A pool that is closed ends what runs', async () => {
  const on = newPool();
  const job = run(on, { to: 1, ending: 'spin' });
  await on.close();
  expect(await job.result).toEqual({ ok: false, error: { code: 'cancelled' } });
});

test('From source a worker is a .ts file, in the bundle a .js file', () => {
  expect(workerBeside('file:///app/compose.ts')('x').href).toBe('file:///app/workers/x.ts');
  expect(workerBeside('file:///app/out/main/main.js')('x').href).toBe('file:///app/out/main/workers/x.js');
});
