import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openReader } from '../../../electron/store/connection.ts';
import type { Reader } from '../../../electron/store/handles.ts';
import {
  fivePercent,
  importAll,
  must,
  openCatalogue,
  type CatalogueFixture,
} from '../../support/catalogue.ts';

const FIRST =
  'code,name,price,mrp,category\n1,Assam Tea,100,120,Drinks\n2,Filter Coffee,200,,Drinks\n3,Toned Milk,30,,Dairy\n';
const ROWS = 6000;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galla-unfinished-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A file that changes two of the products above and brings thousands of new ones. */
function largeFile(): string {
  const path = join(folder, 'large.csv');
  const rows = Array.from({ length: ROWS }, (_, at) => `N${at},Novelty Zanzibar ${at},50,60,New ${at % 7}`);
  writeFileSync(
    path,
    `code,name,price,mrp,category\n1,Renamed Tea,1,2,New\n2,Renamed Coffee,1,2,New\n${rows.join('\n')}\n`,
  );
  return path;
}

const TABLES = [
  'products',
  'product_versions',
  'product_gst_rates',
  'product_barcodes',
  'search_words',
  'search_word_deletes',
  'category_changes',
] as const;

/** Everything the catalogue's tables hold, so that a leftover anywhere shows. */
function contents(reader: Reader): unknown {
  const index = reader
    .query<[], { rowid: number }>(
      `SELECT rowid FROM product_search WHERE product_search MATCH 'zanzibar OR tea OR renamed OR milk' ORDER BY rowid`,
    )
    .all([]);
  return {
    index,
    ...Object.fromEntries(TABLES.map((table) => [table, reader.query(`SELECT * FROM ${table}`).all([])])),
  };
}

async function seen({ catalogue }: CatalogueFixture): Promise<unknown> {
  const queries = ['tea', 'coffee', 'milk', 'novelty', 'zanzibar', 'renamed'];
  const found = queries.map(async (query) =>
    must(await catalogue.handlers.searchProducts({ query, limit: 50 })),
  );
  return [await Promise.all(found), must(await catalogue.handlers.getCatalogueSummary(undefined))];
}

const staged = (reader: Reader): number =>
  reader.query<[], { rows: number }>('SELECT count(*) AS rows FROM product_versions').get([])?.rows ?? 0;

test('an import that is killed while it writes was never seen, and the next start removes what it left', async () => {
  const before = openCatalogue(folder);
  await importAll(before, await before.choose('first.csv', FIRST));
  const [held, looked] = [contents(before.store.reader), await seen(before)];
  await before.catalogue.close();
  before.store.close();

  const child = spawn(process.execPath, [
    join(import.meta.dirname, '../../support/import-child.ts'),
    folder,
    largeFile(),
  ]);
  const ended = once(child, 'exit');
  const watch = must(openReader(join(folder, 'store.db')));
  while (staged(watch.reader) < ROWS / 3 && child.exitCode === null) await pause(2);
  child.kill('SIGKILL');
  await ended;
  expect(child.signalCode).toBe('SIGKILL');
  expect(staged(watch.reader)).toBeGreaterThan(3);
  watch.close();

  const after = openCatalogue(folder);
  expect(await seen(after)).toEqual(looked);
  after.catalogue.begin();
  await after.catalogue.settled();
  expect(contents(after.store.reader)).toEqual(held);
  expect(await seen(after)).toEqual(looked);
  const states = after.store.reader.query<[], { state: string }>(
    'SELECT state FROM import_batches ORDER BY number',
  );
  expect(states.all([]).map(({ state }) => state)).toEqual(['applied', 'applied', 'failed']);
  const again = await importAll(after, await after.choosePath(join(folder, 'large.csv')));
  expect(again).toMatchObject({ state: 'done', added: ROWS, changed: 2, refused: 0 });
  await after.end();
});

test('a cancelled import leaves the catalogue as it was', async () => {
  const shop = openCatalogue(folder);
  await importAll(shop, await shop.choose('first.csv', FIRST));
  const [held, looked] = [contents(shop.store.reader), await seen(shop)];
  const fileToken = await shop.choosePath(largeFile());
  const { mapping } = must(await shop.catalogue.handlers.previewImport({ fileToken }));
  const { importId } = must(
    await shop.catalogue.handlers.startImport({ fileToken, mapping, defaults: fivePercent }),
  );
  while (staged(shop.store.reader) < ROWS / 3) await pause(1);
  must(await shop.catalogue.handlers.cancelImport({ importId }));
  await shop.catalogue.settled();
  expect(must(await shop.catalogue.handlers.getImport({ importId }))).toMatchObject({
    state: 'cancelled',
    added: 0,
  });
  expect(contents(shop.store.reader)).toEqual(held);
  expect(await seen(shop)).toEqual(looked);
  expect(await shop.catalogue.handlers.cancelImport({ importId })).toMatchObject({ ok: false });
  await shop.end();
});

test('while an import runs every look at the catalogue shows all of it or nothing of it', async () => {
  const shop = openCatalogue(folder);
  await importAll(shop, await shop.choose('first.csv', FIRST));
  const fileToken = await shop.choosePath(largeFile());
  const { mapping } = must(await shop.catalogue.handlers.previewImport({ fileToken }));
  must(await shop.catalogue.handlers.startImport({ fileToken, mapping, defaults: fivePercent }));
  const counts = new Set<number>();
  const words = new Set<string>();
  let looks = 0;
  while (!counts.has(ROWS + 3)) {
    counts.add(must(await shop.catalogue.handlers.getCatalogueSummary(undefined)).productCount);
    const { products } = must(await shop.catalogue.handlers.searchProducts({ query: 'tea', limit: 5 }));
    words.add(products.map(({ name }) => name).join());
    looks += 1;
    await pause(1);
  }
  await shop.catalogue.settled();
  expect(looks).toBeGreaterThan(3);
  expect([...counts]).toEqual([3, ROWS + 3]);
  expect([...words]).toEqual(['Assam Tea', 'Renamed Tea']);
  await shop.end();
});
