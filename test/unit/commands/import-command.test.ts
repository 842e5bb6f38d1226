import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readImportOptions } from '../../../electron/commands/import-options.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { acquireLock } from '../../../electron/platform/lock.ts';

const COMMAND = resolve(import.meta.dirname, '../../../electron/commands/import.ts');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galla-import-command-'));
  writeFileSync(join(folder, 'list.csv'), 'A,B,C\n1,Alpha Tea,10\n2,Beta Tea,20\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the command and returns its exit code and the JSON of its last line, null when that is none. */
async function run(...args: string[]): Promise<{ code: number | null; line: unknown; out: string }> {
  const child = spawn(process.execPath, [COMMAND, '--data', join(folder, 'till'), ...args], {
    env: { ...process.env, GALLA_INSTALLATION_DIR: join(folder, 'installation') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [out] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  const last = out.trim().split('\n').at(-1) ?? '';
  const line: unknown = last.startsWith('{') ? JSON.parse(last) : null;
  return { code: child.exitCode, line, out };
}

const MAP = ['--map', 'externalCode=A', '--map', 'name=2', '--map', 'price=c'];

test('the import command fills a new folder, says what it did in its last line, and changes nothing the second time', async () => {
  const file = join(folder, 'list.csv');
  expect(await run(file, ...MAP, '--default-gst', '5')).toMatchObject({
    code: 0,
    line: { added: 2, changed: 0, unchanged: 0, refused: 0, state: 'done' },
  });
  expect(await run(file)).toMatchObject({
    code: 0,
    line: { added: 0, changed: 0, unchanged: 2, refused: 0 },
  });
});

test('the import command has an exit code for each way it can end', async () => {
  const file = join(folder, 'list.csv');
  const refused = join(folder, 'refused.csv');
  writeFileSync(refused, 'code,name,price,gst\n1,,10,5\n');
  expect((await run('--help')).out).toContain('Exit codes:');
  expect(await run(refused)).toMatchObject({ code: 1, line: { refused: 1 } });
  expect(await run(file, ...MAP)).toMatchObject({
    code: 2,
    line: { error: 'import-mapping', missing: 'gstRate' },
  });
  expect(await run(file, '--map', 'name=Z')).toMatchObject({ code: 2, line: { error: 'import-mapping' } });
  expect(await run(join(folder, 'gone.csv'))).toMatchObject({ code: 3, line: { error: 'file-unreadable' } });
});

test('the import command does nothing beside a till that is open, and says who holds it', async () => {
  const lock = acquireLock(join(folder, 'till'), 'app', systemClock);
  expect(lock.ok).toBe(true);
  const refused = await run(join(folder, 'list.csv'), ...MAP, '--default-gst', '5');
  expect(refused).toMatchObject({
    code: 4,
    line: { error: 'locked', detail: `app, process ${process.pid}` },
  });
  if (lock.ok) lock.value.release();
});

test('the options of the import command are read strictly', () => {
  const read = (...args: string[]) => readImportOptions(args, { GALLA_DATA: '/data' });
  expect(read('--help')).toBe('help');
  expect(read('a.csv', '--default-gst', '12.5%', '--default-hsn', '0902')).toMatchObject({
    dataFolder: '/data',
    file: 'a.csv',
    defaultGstRateBp: 1250,
    defaultHsn: '0902',
  });
  const wrong = [
    [],
    ['a.csv', 'b.csv'],
    ['a.csv', '--default-gst', '101'],
    ['a.csv', '--default-gst', 'five'],
    ['a.csv', '--default-hsn', '12345'],
    ['a.csv', '--map', 'colour=A'],
    ['a.csv', '--map', 'name='],
    ['a.csv', '--unknown'],
  ];
  expect(wrong.filter((args) => read(...args) !== null)).toEqual([]);
});
