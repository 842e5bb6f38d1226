import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readerOf, type Reader } from '../../../electron/store/handles.ts';
import { planOnce } from '../../../electron/store/plan-once.ts';
import { openProductSearch } from '../../../electron/store/repositories/product-search.ts';
import { openProducts } from '../../../electron/store/repositories/products.ts';
import { openWordCorrector } from '../../../electron/store/repositories/search-words.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { day, newStore, temporaryFolder } from '../../support/store-fixtures.ts';

const { folder, remove } = temporaryFolder();
let db: Database.Database;

beforeAll(() => {
  newStore(folder).close();
  db = new Database(join(folder, 'store.db'), { readonly: true });
});
afterAll(() => {
  db.close();
  remove();
});

/** Steps that read a whole table, in the form in which the statement runs. The full text has an index of its own. */
function scansIn(sql: string): string[] {
  const given = planOnce(sql).replace(/[@?]\w*/g, "'1'");
  const steps = db.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${given}`).all();
  return steps
    .map(({ detail }) => detail)
    .filter((detail) => detail.startsWith('SCAN') && !/CONSTANT ROW|VIRTUAL TABLE INDEX \d+:\S/.test(detail));
}

function recording(): { readonly reader: Reader; readonly seen: string[] } {
  const seen: string[] = [];
  const reader = readerOf(db);
  const query: Reader['query'] = (sql) => {
    seen.push(sql);
    return reader.query(sql);
  };
  return { reader: { ...reader, query }, seen };
}

test('What a scan and a keystroke ask for are ranges of an index, whatever the size of the catalogue', () => {
  const { reader, seen } = recording();
  const products = openProducts(reader);
  const search = openProductSearch(reader);
  const correct = openWordCorrector(reader);
  products.byBarcode('8901', day('2026-11-20'));
  products.byIds([systemIds.next()], day('2026-11-20'));
  products.byVersions([1], day('2026-11-20'));
  products.bySku('S1', day('2026-11-20'));
  search('salt 1', 20);
  correct('sallt');
  expect(seen.length).toBeGreaterThan(8);
  const scanned = [...new Set(seen.flatMap(scansIn))].toSorted();
  expect(scanned).toEqual([
    // The barcodes of the one product that was found.
    'SCAN (subquery-3)',
    // Not of a scan or a keystroke: the settings' count of products by category, a row for each category and import.
    'SCAN category_changes',
    // The two hundred that sell most, by their index from its end.
    'SCAN most',
    'SCAN product_sales USING COVERING INDEX product_sales_most',
  ]);
});
