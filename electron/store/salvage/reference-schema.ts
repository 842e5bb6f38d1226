import Database from 'better-sqlite3';
import { migrations } from '../migrations/index.ts';
import { runMigrations } from '../run-migrations.ts';
import type { StoredValue } from './record.ts';

export type ReferenceColumn = {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  /** It is the rowid, and stored as NULL. */
  readonly isRowid: boolean;
};

/** A table as the program makes it, with its columns in the order in which rows store them. */
export type ReferenceTable = {
  readonly name: string;
  readonly kind: 'table' | 'index';
  readonly columns: readonly ReferenceColumn[];
  readonly primaryKey: readonly string[];
};

type ColumnInfo = { name: string; type: string; notnull: number; pk: number; hidden: number };

function tableOf(db: Database.Database, name: string, withoutRowid: boolean): ReferenceTable {
  const all = db.prepare<[string], ColumnInfo>('SELECT * FROM pragma_table_xinfo(?)').all(name);
  const stored = all.filter(({ hidden }) => hidden !== 2);
  const keys = stored.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
  const others = stored.filter(({ pk }) => pk === 0);
  const isAlias = !withoutRowid && keys.length === 1 && keys[0]?.type === 'INTEGER';
  const columns = (withoutRowid ? [...keys, ...others] : stored).map((column) => ({
    name: column.name,
    type: column.type,
    notNull: column.notnull === 1 || (withoutRowid && column.pk > 0),
    isRowid: isAlias && column.pk > 0,
  }));
  return { name, kind: withoutRowid ? 'index' : 'table', columns, primaryKey: keys.map((key) => key.name) };
}

/** Every table with rows of its own that the newest schema has: not the full-text indexes, which are made again. */
export function referenceTables(): ReferenceTable[] {
  const db = new Database(':memory:');
  try {
    runMigrations(db, migrations, 0);
    const listed = db
      .prepare<[], { name: string; wr: number }>(
        `SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`,
      )
      .all();
    return listed.map(({ name, wr }) => tableOf(db, name, wr === 1));
  } finally {
    db.close();
  }
}

function fitsType(type: string, value: StoredValue): boolean {
  switch (type) {
    case 'INTEGER':
      return typeof value === 'number' ? Number.isInteger(value) : typeof value === 'bigint';
    case 'REAL':
      return typeof value === 'number';
    case 'TEXT':
      return typeof value === 'string';
    case 'BLOB':
      return Buffer.isBuffer(value);
    default:
      return true;
  }
}

/** The named values of a stored record, or null when it is none of this table's: the tables are STRICT, so each value has its column's type. */
export function rowOf(
  table: ReferenceTable,
  rowid: number | null,
  values: readonly StoredValue[],
): Record<string, StoredValue> | null {
  const { columns } = table;
  if (values.length > columns.length) return null;
  // A row that was written before a column was added ends before it.
  if (columns.slice(values.length).some(({ notNull }) => notNull)) return null;
  const row: Record<string, StoredValue> = {};
  for (const [at, column] of columns.entries()) {
    const value = column.isRowid ? rowid : (values[at] ?? null);
    if (column.isRowid && values[at] !== null) return null;
    if (value === null ? column.notNull || column.isRowid : !fitsType(column.type, value)) return null;
    row[column.name] = value;
  }
  return row;
}
