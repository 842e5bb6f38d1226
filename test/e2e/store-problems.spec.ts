import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  closeSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { systemClock } from '../../electron/platform/clock.ts';
import { firstConfig, writeConfig } from '../../electron/platform/config.ts';
import { dataPaths, type DataPaths } from '../../electron/platform/paths.ts';
import { createStore } from '../../electron/store/connection.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import type { StoreProblem } from '../../shared/contract/till.ts';
import { lookAt } from '../support/look-at.ts';
import { cashierAt } from '../support/cashier.ts';
import { must } from '../support/catalogue.ts';
import { expect, test as base, type Galla } from '../support/galla-app.ts';
import { rootFolder } from '../support/repository.ts';

const { problem } = en;

interface BrokenTill {
  readonly paths: DataPaths;
  /** The store's file. */
  readonly store: string;
  /** When the store was made: another one was made at another time. */
  readonly madeAt: number;
  /** Starts the app on the till as it is now. */
  readonly start: () => Promise<Galla>;
}

function madeAtOf(store: string): number {
  const db = new Database(store, { readonly: true });
  try {
    return Number(db.prepare('SELECT applied_at FROM schema_history').pluck().get());
  } finally {
    db.close();
  }
}

/** A till that has a store from earlier days, not running. */
const test = base.extend<{ readonly till: BrokenTill }>({
  async till({ dataDir, launch }, use) {
    const folder = join(dataDir, 'till');
    const paths = dataPaths(folder);
    const store = paths.store.training;
    mkdirSync(dirname(store), { recursive: true });
    writeConfig(paths.config, { ...firstConfig, storeCreated: { training: true, real: false } });
    must(createStore({ path: store, clock: systemClock })).close();
    const env = { GALLA_INSTALLATION_DIR: join(dataDir, 'installation') };
    await use({ paths, store, madeAt: madeAtOf(store), start: () => launch({ dataDir: folder, env }) });
  },
});

/** Every file of the store's folder with the hash of its bytes. */
function filesBeside(store: string): string[] {
  const folder = dirname(store);
  return readdirSync(folder)
    .toSorted()
    .map(
      (name) =>
        `${name} ${createHash('sha256')
          .update(readFileSync(join(folder, name)))
          .digest('hex')}`,
    );
}

async function shows(window: Page, code: StoreProblem['code'], path: string): Promise<void> {
  await expect(window.getByRole('heading', { level: 1 })).toHaveText(problem.title[code]);
  const page = window.getByRole('main');
  for (const words of [problem.text[code], problem.todo[code], problem.safe, path]) {
    await expect(page).toContainText(words);
  }
  await expect(window.getByRole('button', { name: problem.quit })).toBeVisible();
  expect.soft(await lookAt(window, `problem-${code}`), code).toEqual([]);
}

const offersToCreate = (window: Page) => expect(window.getByRole('button', { name: problem.create }));

async function tryAgain(window: Page): Promise<void> {
  await window.getByRole('button', { name: problem.retry }).click();
}

/** The counter is there, on the store of earlier days. */
async function opensTheOldStore(window: Page, till: BrokenTill): Promise<void> {
  await expect(window.getByRole('combobox', { name: en.counter.scan.label })).toBeVisible();
  expect(madeAtOf(till.store)).toBe(till.madeAt);
}

function setVersion(store: string, version: number): void {
  const db = new Database(store);
  db.pragma(`user_version = ${version}`);
  db.close();
}

test('a store of a newer Galla is left alone, and opens once it fits', async ({ till }) => {
  const db = new Database(till.store, { readonly: true });
  const version = Number(db.pragma('user_version', { simple: true }));
  db.close();
  setVersion(till.store, 999);
  const before = filesBeside(till.store);
  const { window } = await till.start();
  await shows(window, 'newer', till.store);
  await expect(window.getByRole('main')).toContainText('999');
  await offersToCreate(window).toHaveCount(0);
  await tryAgain(window);
  await shows(window, 'newer', till.store);
  expect(filesBeside(till.store)).toEqual(before);
  setVersion(till.store, version);
  await tryAgain(window);
  await opensTheOldStore(window, till);
});

/** Puts bytes into a file from an offset on. */
function scribble(store: string, offset: number, bytes: number): void {
  const file = openSync(store, 'r+');
  writeSync(file, Buffer.alloc(bytes, 0xa5), 0, bytes, offset);
  closeSync(file);
}

const damages = [
  ['whose beginning is gone', (store: string) => scribble(store, 0, 4096)],
  ['whose pages are damaged behind a good beginning', (store: string) => scribble(store, 4096, 400_000)],
  ['that was cut to nothing', (store: string) => writeFileSync(store, '')],
] as const;

for (const [name, damage] of damages) {
  test(`a store ${name} is shown as damaged, not touched, and opens when it is restored`, async ({
    till,
  }) => {
    const backup = join(till.paths.folder, 'backup.db');
    copyFileSync(till.store, backup);
    damage(till.store);
    const before = filesBeside(till.store);
    const { window } = await till.start();
    await shows(window, 'corrupt', till.store);
    await offersToCreate(window).toHaveCount(0);
    await tryAgain(window);
    await shows(window, 'corrupt', till.store);
    expect(filesBeside(till.store)).toEqual(before);
    copyFileSync(backup, till.store);
    await tryAgain(window);
    await opensTheOldStore(window, till);
  });
}

test('a store that may not be written is not sold from, and opens when it may', async ({ till }) => {
  chmodSync(till.store, 0o444);
  const before = filesBeside(till.store);
  const { window } = await till.start();
  await shows(window, 'read-only', till.store);
  await offersToCreate(window).toHaveCount(0);
  expect(filesBeside(till.store)).toEqual(before);
  chmodSync(till.store, 0o600);
  await tryAgain(window);
  await opensTheOldStore(window, till);
});

test('a store that is gone is asked for; put back, it opens with all it had', async ({ till }) => {
  const elsewhere = join(till.paths.folder, 'elsewhere.db');
  renameSync(till.store, elsewhere);
  const { window } = await till.start();
  await shows(window, 'missing', till.store);
  await tryAgain(window);
  await shows(window, 'missing', till.store);
  expect(existsSync(till.store)).toBe(false);
  renameSync(elsewhere, till.store);
  await tryAgain(window);
  await opensTheOldStore(window, till);
});

test('an empty till is started only when a person asks for it twice; it keeps what is left of the old one and uses none of its numbers', async ({
  till,
}) => {
  rmSync(till.store);
  const orphan = `${till.store}-wal`;
  writeFileSync(orphan, 'what a log of the old store may hold');
  const galla = await till.start();
  const { window } = galla;
  await shows(window, 'missing', till.store);
  await window.getByRole('button', { name: problem.create }).click();
  const dialog = window.getByRole('dialog', { name: problem.create });
  await expect(dialog).toContainText(problem.createConfirm);
  await dialog.getByRole('button', { name: en.app.cancel }).click();
  await expect(dialog).toHaveCount(0);
  expect(existsSync(till.store)).toBe(false);
  await window.getByRole('button', { name: problem.create }).click();
  await dialog.getByRole('button', { name: problem.create }).click();
  await expect(window.getByRole('combobox', { name: en.counter.scan.label })).toBeVisible();
  expect(madeAtOf(till.store)).toBeGreaterThan(till.madeAt);
  const kept = readdirSync(dirname(till.store)).find((name) => /\.left-\d+-wal$/.test(name));
  expect(readFileSync(join(dirname(till.store), kept ?? ''), 'utf8')).toContain('the old store');
  const cashier = await cashierAt(galla);
  await cashier.scan('Sugar 1 kg');
  await expect(cashier.lines).toHaveCount(1);
  await window.keyboard.press('F9');
  await expect(window.getByRole('dialog', { name: en.counter.cash.title })).toBeVisible();
  await window.keyboard.press('Enter');
  await cashier.paid();
  await expect(window.getByRole('region', { name: en.counter.paid.title, exact: true })).toContainText(
    /TA1-C\/\d{4}\/00001/,
  );
});

test('a till that a command works on says by whom it is held, and opens when that has ended', async ({
  till,
}) => {
  const entry = join(rootFolder, 'test', 'support', 'hold-lock.ts');
  const holder = spawn(process.execPath, [entry, till.paths.folder, 'import'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(holder, 'exit');
  await once(holder.stdout, 'data');
  const before = filesBeside(till.store);
  const { window } = await till.start();
  await shows(window, 'locked', till.paths.folder);
  await expect(window.getByRole('main')).toContainText(`import, process ${String(holder.pid)}`);
  await offersToCreate(window).toHaveCount(0);
  expect(filesBeside(till.store)).toEqual(before);
  holder.stdin.end();
  await ended;
  await tryAgain(window);
  await opensTheOldStore(window, till);
});

test('a damaged configuration is left as it is, and Galla can be closed from its screen', async ({
  till,
}) => {
  writeFileSync(till.paths.config, '{"mode": "real", ');
  const before = filesBeside(till.store);
  const galla = await till.start();
  await shows(galla.window, 'unreadable', till.paths.config);
  await offersToCreate(galla.window).toHaveCount(0);
  // The page may be gone before the click is answered: that the app ended well is what counts, below.
  await galla.window
    .getByRole('button', { name: problem.quit })
    .click()
    .catch(() => null);
  await expect.poll(() => galla.process.exitCode).toBe(0);
  expect(readFileSync(till.paths.config, 'utf8')).toBe('{"mode": "real", ');
  expect(filesBeside(till.store)).toEqual(before);
});
