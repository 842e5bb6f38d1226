import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { importAll, must, openCatalogue } from '../../support/catalogue.ts';

const FILE = resolve(import.meta.dirname, '../../../../shared/data/grocery-products.csv');

test('the real file of 20,000 products ends in the catalogue or in the report, row by row, twice', async () => {
  expect(existsSync(FILE), 'The real file ../shared/data/grocery-products.csv is not here.').toBe(true);
  const shop = openCatalogue();
  const { handlers } = shop.catalogue;
  const fileToken = await shop.choosePath(FILE);
  const preview = must(await handlers.previewImport({ fileToken }));
  expect(preview).toMatchObject({
    rowCount: 20_000,
    mapping: { externalCode: 0, name: 1, category: 2, subCategory: 3, brand: 4, price: 5, mrp: 6 },
    missing: ['gstRate'],
  });
  expect(preview.categories).toHaveLength(11);
  expect(preview.categories[0]).toEqual({ name: 'Beauty & Hygiene', rowCount: 5682 });

  const first = await importAll(shop, fileToken);
  expect(first).toMatchObject({
    state: 'done',
    rowsRead: 20_000,
    added: 19_999,
    changed: 0,
    unchanged: 0,
    refused: 1,
  });
  const { rows } = must(
    await handlers.listRefusedRows({ importId: first.importId, afterRow: 0, limit: 500 }),
  );
  expect(rows.map(({ reason }) => reason)).toEqual(['name-missing']);
  expect(must(await handlers.getCatalogueSummary(undefined)).productCount).toBe(19_999);
  const codes = shop.store.reader.query<[], { codes: number; sum: number }>(
    'SELECT count(DISTINCT external_code) AS codes, sum(CAST(external_code AS INTEGER)) AS sum FROM products',
  );
  const missing = (20_000 * 20_001) / 2 - (codes.get([])?.sum ?? 0);
  expect(codes.get([])?.codes).toBe(19_999);
  expect(rows[0]?.row).toBe(missing + 1);

  const second = await importAll(shop, fileToken);
  expect(second).toMatchObject({ state: 'done', added: 0, changed: 0, unchanged: 19_999, refused: 1 });

  const search = async (query: string) => must(await handlers.searchProducts({ query, limit: 20 }));
  expect(
    (await search('tofu soy')).products.map(({ name, pricePaise }) => [name, pricePaise]),
  ).toContainEqual(['Organic Tofu - Soy Paneer', 8514]);
  expect((await search('choclate amul')).corrected).toBe(true);
  expect((await search('cafe blend')).products[0]?.name).toBe('Café Blend');
  await shop.end();
});
