import type { ImportDefaults, ImportMapping, RefusedRow } from '../../../shared/contract/catalogue.ts';
import { importDefaultsSchema, importMappingSchema } from '../../../shared/contract/catalogue.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { Reader, Writer } from '../handles.ts';
import { wordDeletes } from './search-words.ts';

/** How far an import has come; `staging` means not yet decided. */
export type BatchState = 'staging' | 'applied' | 'cancelled' | 'failed';

/** The counts of an import's report; every row of the file is in exactly one of the last four. */
export type BatchCounts = {
  readonly rowsRead: number;
  readonly rowsTotal: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
};

/** An import as the store knows it. */
export type Batch = BatchCounts & {
  readonly id: string;
  readonly fileName: string;
  readonly state: BatchState;
  readonly finishedAt: number | null;
  readonly failure: string | null;
};

type BatchRow = {
  id: string;
  file_name: string;
  state: BatchState;
  finished_at: number | null;
  rows_read: number;
  rows_total: number;
  added: number;
  changed: number;
  unchanged: number;
  refused: number;
  failure: string | null;
};

const BATCH = `SELECT id, file_name, state, finished_at, rows_read, rows_total, added, changed, unchanged, refused, failure
  FROM import_batches`;

function batchOf(row: BatchRow): Batch {
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    finishedAt: row.finished_at,
    rowsRead: row.rows_read,
    rowsTotal: row.rows_total,
    added: row.added,
    changed: row.changed,
    unchanged: row.unchanged,
    refused: row.refused,
    failure: row.failure,
  };
}

/** Prepares the reading, on a connection, of imports, their refused rows and what is remembered of files with a known header. */
export function openBatches(db: Reader) {
  const byId = db.query<[string], BatchRow>(`${BATCH} WHERE id = ? AND number > 0`);
  const last = db.query<[], BatchRow>(
    `${BATCH} WHERE state = 'applied' AND number > 0 AND file_name <> '' ORDER BY finished_at DESC LIMIT 1`,
  );
  const applied = db.query<[], { number: number }>(
    `SELECT number FROM import_batches WHERE state = 'applied' AND number > 0 LIMIT 1`,
  );
  const refused = db.query<
    [string, number, number],
    { row_number: number; reason: RefusedRow['reason']; row_text: string }
  >(
    `SELECT row_number, reason, row_text FROM import_refused_rows
     WHERE batch = (SELECT number FROM import_batches WHERE id = ?) AND row_number > ? ORDER BY row_number LIMIT ?`,
  );
  const refusedTotal = db.query<[string], { total: number }>(
    `SELECT count(*) AS total FROM import_refused_rows
     WHERE batch = (SELECT number FROM import_batches WHERE id = ?)`,
  );
  const mapping = db.query<[string], { mapping: string; defaults: string }>(
    'SELECT mapping, defaults FROM import_mappings WHERE header_hash = ?',
  );
  return {
    /** The import with this id, or null. */
    byId: (id: string): Batch | null => {
      const row = byId.get([id]);
      return row === undefined ? null : batchOf(row);
    },
    /** The last import that was completed, or null. */
    lastApplied: (): Batch | null => {
      const row = last.get([]);
      return row === undefined ? null : batchOf(row);
    },
    /** Whether products ever came in, from a file or with the program. */
    everApplied: (): boolean => applied.get([]) !== undefined,
    /** Refused rows after `afterRow`, by row number, at most `limit`. */
    refusedRows: (id: string, afterRow: number, limit: number): RefusedRow[] =>
      refused
        .all([id, afterRow, limit])
        .map(({ row_number: row, reason, row_text: text }) => ({ row, reason, text })),
    refusedTotal: (id: string): number => refusedTotal.get([id])?.total ?? 0,
    /** The mapping and defaults last used for a file with this header, or null. */
    remembered: (headerHash: string): { mapping: ImportMapping; defaults: ImportDefaults } | null => {
      const row = mapping.get([headerHash]);
      if (row === undefined) return null;
      return {
        mapping: importMappingSchema.parse(JSON.parse(row.mapping)),
        defaults: importDefaultsSchema.parse(JSON.parse(row.defaults)),
      };
    },
  };
}

const FINISH = `UPDATE import_batches SET state = ?, finished_at = ?, rows_read = ?, rows_total = ?, added = ?, changed = ?,
  unchanged = ?, refused = ?, failure = ? WHERE number = ? AND state = 'staging'`;

/** Prepares the writing of imports; every function runs in the caller's transaction. */
export function openBatchWriter(db: Writer) {
  const begin = db.change<[string, string, number]>(
    `INSERT INTO import_batches (id, file_name, state, started_at) VALUES (?, ?, 'staging', ?)`,
  );
  const finish = db.change<(string | number | null)[]>(FINISH);
  const refuse = db.change<[number, number, string, string]>(
    'INSERT INTO import_refused_rows (batch, row_number, reason, row_text) VALUES (?, ?, ?, ?)',
  );
  const category = db.change<[number, string, number]>(
    'INSERT INTO category_changes (batch, category, delta) VALUES (?, ?, ?)',
  );
  const remember = db.change<[string, string, string, number]>(
    `INSERT INTO import_mappings (header_hash, mapping, defaults, used_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (header_hash) DO UPDATE SET mapping = excluded.mapping, defaults = excluded.defaults,
       used_at = excluded.used_at`,
  );
  const word = db.change<[string, number]>(
    `INSERT INTO search_words (word, batch) VALUES (?, ?)
     ON CONFLICT (word) DO UPDATE SET batch = excluded.batch
       WHERE (SELECT state FROM import_batches WHERE number = search_words.batch) <> 'applied'`,
  );
  const letters = db.change<[string, string]>(
    'INSERT INTO search_word_deletes (letters, word) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    /** Opens an import and returns its number. */
    begin: (id: string, fileName: string, atMs: number): number => begin.run([id, fileName, atMs]).rowid,
    /** Decides an import: `applied` makes all of it visible at once, anything else leaves it invisible for ever. */
    finish: (
      number: number,
      outcome: { readonly state: Exclude<BatchState, 'staging'>; readonly failure: string | null },
      counts: BatchCounts,
      atMs: number,
    ): void => {
      const { changes } = finish.run([
        outcome.state,
        atMs,
        counts.rowsRead,
        counts.rowsTotal,
        counts.added,
        counts.changed,
        counts.unchanged,
        counts.refused,
        outcome.failure,
        number,
      ]);
      assert(changes === 1, `import ${number} was already decided`);
    },
    /** Notes a refused row for the report. */
    refuse: (number: number, row: RefusedRow): void => {
      refuse.run([number, row.row, row.reason, row.text]);
    },
    /** Notes how many products of a category an import adds or takes away. */
    countCategory: (number: number, name: string, delta: number): void => {
      category.run([number, name, delta]);
    },
    /** Keeps a mapping and its defaults for the next file with the same header. */
    remember: (headerHash: string, mapping: ImportMapping, defaults: ImportDefaults, atMs: number): void => {
      remember.run([headerHash, JSON.stringify(mapping), JSON.stringify(defaults), atMs]);
    },
    /** Adds a word to the vocabulary that typos are corrected with. */
    addWord: (number: number, text: string): void => {
      if (word.run([text, number]).changes === 0) return;
      for (const less of wordDeletes(text)) letters.run([less, text]);
    },
  };
}
