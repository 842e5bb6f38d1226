import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Till } from '../../../electron/compose.ts';
import { systemClock } from '../../../electron/platform/clock.ts';
import { firstConfig, writeConfig } from '../../../electron/platform/config.ts';
import { acquireLock } from '../../../electron/platform/lock.ts';
import { dataPaths } from '../../../electron/platform/paths.ts';
import { must } from '../../support/catalogue.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';
import { openWindowlessTill } from '../../support/windowless-till.ts';

let folder = '';
let remove = (): void => undefined;
let till: Till | null = null;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  writeConfig(dataPaths(folder).config, { ...firstConfig, language: 'hi' });
});
afterEach(async () => {
  await till?.close();
  till = null;
  remove();
});

/** Starts the till; what its window would show. */
async function start(): Promise<unknown> {
  const environment = { ...process.env, GALLA_INSTALLATION_DIR: join(folder, 'installation') };
  till = await openWindowlessTill({ dataFolder: folder, environment });
  return must(await till.handlers.getSnapshot(undefined));
}

test('A till whose folder another program holds says so in the shop’s language, and opens when it is free', async () => {
  const other = must(acquireLock(folder, 'import', systemClock));
  expect(await start()).toMatchObject({ kind: 'problem', language: 'hi', problem: { code: 'locked' } });
  other.release();
  expect(must((await till?.handlers.retryOpenStore(undefined)) ?? { ok: false, error: null })).toMatchObject({
    kind: 'ready',
    language: 'hi',
  });
});

test('A till that is started on a full disk says that the disk is full, in the shop’s language', async () => {
  // Who holds the folder is written to a file of this name first: this one takes nothing.
  symlinkSync('/dev/full', join(folder, `.lock-holder.json.${process.pid}.new`));
  expect(await start()).toMatchObject({
    kind: 'problem',
    language: 'hi',
    problem: { code: 'disk-full', path: folder, actions: ['retry', 'quit'] },
  });
  expect(must((await till?.handlers.retryOpenStore(undefined)) ?? { ok: false, error: null })).toMatchObject({
    kind: 'ready',
  });
});
