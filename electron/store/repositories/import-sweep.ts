import { parseProductId } from '../../../shared/domain/ids.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { Writer } from '../handles.ts';
import { wordDeletes } from './search-words.ts';
import { moveStock } from './stock.ts';

/** How many pages one step of merging the search index writes; a step of this size holds the writer for a few milliseconds. */
const MERGE_PAGES = 8;

/** Removes what decided imports leave behind, and books the opening stock that completed ones brought, one small step at a time; steps run in the caller's transaction. */
export type Sweeper = {
  /** Marks imports that were cut off by the end of the process as failed; returns how many there were. */
  readonly failCutOff: (failure: string, atMs: number) => number;
  /** Does one small step at `atMs`; false when nothing is left to do. Nothing of the products that is visible is touched. */
  readonly step: (atMs: number) => boolean;
  /** Merges a little of the search index; false when there is nothing to merge. */
  readonly merge: () => boolean;
};

function statements(db: Writer) {
  return {
    failCutOff: db.change<[number, string]>(
      `UPDATE import_batches SET state = 'failed', finished_at = ?, failure = ? WHERE swept = 0 AND state = 'staging'`,
    ),
    unswept: db.query<[], { number: number; state: string }>(
      `SELECT number, state FROM import_batches WHERE swept = 0 AND state <> 'staging' ORDER BY number LIMIT 1`,
    ),
    swept: db.change<[number]>('UPDATE import_batches SET swept = 1 WHERE number = ?'),
    neverSeen: db.query<[number], { version: number; product_id: string }>(
      'SELECT version, product_id FROM product_versions WHERE batch = ? LIMIT 1',
    ),
    replaced: db.query<[number], { version: number; product_id: string }>(
      'SELECT version, product_id FROM product_versions WHERE ended_batch = ? LIMIT 1',
    ),
    opening: db.query<[number], { version: number; product_id: string; opening_stock_milli: number }>(
      `SELECT version, product_id, opening_stock_milli FROM product_versions
       WHERE batch = ? AND opening_stock_milli IS NOT NULL LIMIT 1`,
    ),
    openingBooked: db.change<[number]>(
      'UPDATE product_versions SET opening_stock_milli = NULL WHERE version = ?',
    ),
    batchId: db.query<[number], { id: string }>('SELECT id FROM import_batches WHERE number = ?'),
    deleteSearch: db.change<[number]>('DELETE FROM product_search WHERE rowid = ?'),
    deleteBarcodes: db.change<[number]>('DELETE FROM product_barcodes WHERE version = ?'),
    deleteRates: db.change<[number]>('DELETE FROM product_gst_rates WHERE version = ?'),
    deleteVersion: db.change<[number]>('DELETE FROM product_versions WHERE version = ?'),
    deleteProduct: db.change<[string, number]>('DELETE FROM products WHERE product_id = ? AND batch = ?'),
    keep: db.change<[number]>(
      `UPDATE product_versions SET ended_batch = NULL
       WHERE version = (SELECT version FROM product_versions WHERE ended_batch = ? LIMIT 1)`,
    ),
    word: db.query<[number], { word: string }>('SELECT word FROM search_words WHERE batch = ? LIMIT 1'),
    deleteLetters: db.change<[string, string]>(
      'DELETE FROM search_word_deletes WHERE letters = ? AND word = ?',
    ),
    deleteWord: db.change<[string]>('DELETE FROM search_words WHERE word = ?'),
    deleteCategory: db.change<[number, number]>(
      `DELETE FROM category_changes WHERE batch = ? AND category =
         (SELECT category FROM category_changes WHERE batch = ? LIMIT 1)`,
    ),
    merge: db.change<[number]>(`INSERT INTO product_search (product_search, rank) VALUES ('merge', ?)`),
    changes: db.query<[], { total: number }>('SELECT total_changes() AS total'),
  };
}

type Statements = ReturnType<typeof statements>;

function deleteContent(run: Statements, version: number): void {
  run.deleteSearch.run([version]);
  run.deleteBarcodes.run([version]);
  run.deleteRates.run([version]);
  run.deleteVersion.run([version]);
}

/** Undoes one row of an import that was not completed; false when none is left. */
function undoOne(run: Statements, number: number): boolean {
  const row = run.neverSeen.get([number]);
  if (row !== undefined) {
    deleteContent(run, row.version);
    run.deleteProduct.run([row.product_id, number]);
    return true;
  }
  if (run.keep.run([number]).changes > 0) return true;
  const found = run.word.get([number]);
  if (found !== undefined) {
    for (const letters of wordDeletes(found.word)) run.deleteLetters.run([letters, found.word]);
    run.deleteWord.run([found.word]);
    return true;
  }
  return run.deleteCategory.run([number, number]).changes > 0;
}

/**
 * Books the opening stock of one product of a completed import as a movement, once: the same transaction takes it off the row. False
 * when none is left.
 */
function bookOneOpening(db: Writer, run: Statements, number: number, atMs: number): boolean {
  const row = run.opening.get([number]);
  if (row === undefined) return false;
  const productId = parseProductId(row.product_id);
  assert(productId.ok, `a stored product id is not an id: ${row.product_id}`);
  moveStock(db, {
    productId: productId.value,
    kind: 'opening',
    quantityMilli: quantityMilli(row.opening_stock_milli),
    sourceId: run.batchId.get([number])?.id ?? null,
    reason: null,
    personId: null,
    at: atMs,
  });
  run.openingBooked.run([row.version]);
  return true;
}

/** Removes one row of content that a completed import replaced; false when none is left. */
function removeOneReplaced(run: Statements, number: number): boolean {
  const row = run.replaced.get([number]);
  if (row === undefined) return false;
  deleteContent(run, row.version);
  return true;
}

/** Prepares the sweeping on the writer. */
export function openSweeper(db: Writer): Sweeper {
  const run = statements(db);
  const total = (): number => run.changes.get([])?.total ?? 0;
  return {
    failCutOff: (failure, atMs) => run.failCutOff.run([atMs, failure]).changes,
    step: (atMs) => {
      const batch = run.unswept.get([]);
      if (batch === undefined) return false;
      const more =
        batch.state === 'applied'
          ? bookOneOpening(db, run, batch.number, atMs) || removeOneReplaced(run, batch.number)
          : undoOne(run, batch.number);
      if (!more) run.swept.run([batch.number]);
      return true;
    },
    merge: () => {
      const before = total();
      run.merge.run([MERGE_PAGES]);
      // FTS5 says that a merge had work to do by at least two more changes (https://sqlite.org/fts5.html, "The 'merge' Command").
      return total() - before >= 2;
    },
  };
}
