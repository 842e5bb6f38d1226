import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireLock } from '../../../electron/platform/lock.ts';
import { fixedClock, AT, temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;
const children: ChildProcess[] = [];

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(async () => {
  for (const child of children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGKILL');
    await once(child, 'exit');
  }
  remove();
});

/** Starts another process that takes the lock; what it said and the process. */
async function otherHolder(what: string): Promise<{ readonly child: ChildProcess; readonly said: unknown }> {
  const entry = fileURLToPath(new URL('../../support/hold-lock.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, folder, what], { stdio: ['pipe', 'pipe', 'inherit'] });
  children.push(child);
  const lines = createInterface({ input: child.stdout });
  const line: unknown[] = await once(lines, 'line');
  return { child, said: JSON.parse(String(line[0])) };
}

test('A folder is held once, and the second is told by whom', async () => {
  const { child } = await otherHolder('import');
  const refused = acquireLock(folder, 'app', fixedClock);
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'held', by: { what: 'import', pid: child.pid } },
  });
});

test('Another process is refused what this one holds', async () => {
  const mine = acquireLock(folder, 'app', fixedClock);
  const { said } = await otherHolder('import');
  expect(said).toEqual({ code: 'held', by: { what: 'app', pid: process.pid, since: AT } });
  if (mine.ok) mine.value.release();
});

test('The same process is refused, too', () => {
  const first = acquireLock(folder, 'app', fixedClock);
  expect(acquireLock(folder, 'import', fixedClock)).toMatchObject({
    ok: false,
    error: { code: 'held', by: { what: 'app' } },
  });
  if (first.ok) first.value.release();
  const second = acquireLock(folder, 'import', fixedClock);
  expect(second.ok).toBe(true);
  if (second.ok) second.value.release();
});

test('A holder that is killed leaves the folder free at once', async () => {
  const { child } = await otherHolder('app');
  child.kill('SIGKILL');
  await once(child, 'exit');
  const mine = acquireLock(folder, 'app', fixedClock);
  expect(mine.ok).toBe(true);
  if (mine.ok) mine.value.release();
});

test('A holder that is stopped, and does not answer, still holds it', async () => {
  const { child } = await otherHolder('app');
  child.kill('SIGSTOP');
  expect(acquireLock(folder, 'app', fixedClock)).toMatchObject({ ok: false, error: { code: 'held' } });
});

test('A release can be repeated', () => {
  const lock = acquireLock(folder, 'app', fixedClock);
  if (!lock.ok) throw new Error('the folder is free');
  lock.value.release();
  expect(() => lock.value.release()).not.toThrow();
});

test('A folder that is none is said so', () => {
  writeFileSync(join(folder, 'file'), '');
  const refused = acquireLock(join(folder, 'file'), 'app', fixedClock);
  expect(refused).toMatchObject({ ok: false, error: { code: 'folder-unusable' } });
});
