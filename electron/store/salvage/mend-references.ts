import type Database from 'better-sqlite3';
import { isConstraint } from '../faults.ts';

/** Told of each row that could not stay, with why. */
export type OnLeftover = (table: string, row: unknown, reason: string) => void;

type Reference = {
  readonly child: string;
  readonly parent: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
};

const TABLES = `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`;

function referencesOf(db: Database.Database): Reference[] {
  const tables = db.prepare<[], string>(TABLES).pluck().all();
  return tables.flatMap((child) => {
    const rows = db
      .prepare<[string], { id: number; table: string; from: string; to: string }>(
        'SELECT * FROM pragma_foreign_key_list(?)',
      )
      .all(child);
    return [...Map.groupBy(rows, ({ id }) => id).values()].map((columns) => ({
      child,
      parent: columns[0]?.table ?? '',
      from: columns.map(({ from }) => from),
      to: columns.map(({ to }) => to),
    }));
  });
}

function brokenWhere({ parent, child, from, to }: Reference): string {
  const set = from.map((column) => `${child}.${column} IS NOT NULL`).join(' AND ');
  const same = to.map((column, at) => `p.${column} = ${child}.${String(from[at])}`).join(' AND ');
  return `${set} AND NOT EXISTS (SELECT 1 FROM ${parent} p WHERE ${same})`;
}

/** Takes a broken reference away where the row may do without, else the row. */
function mendOne(db: Database.Database, reference: Reference, onLeftover: OnLeftover): number {
  const { child, parent, from } = reference;
  const where = brokenWhere(reference);
  const broken = db.prepare(`SELECT * FROM ${child} WHERE ${where}`).all();
  if (broken.length === 0) return 0;
  for (const row of broken) onLeftover(child, row, `its row in ${parent} is lost`);
  try {
    db.prepare(
      `UPDATE ${child} SET ${from.map((column) => `${column} = NULL`).join(', ')} WHERE ${where}`,
    ).run();
  } catch (thrown) {
    if (!isConstraint(thrown)) throw thrown;
    db.prepare(`DELETE FROM ${child} WHERE ${where}`).run();
  }
  return broken.length;
}

/** Makes every reference find its row again, by taking away what refers to lost ones; each such row is told of first. Returns how many there were. */
export function mendReferences(db: Database.Database, onLeftover: OnLeftover): number {
  const references = referencesOf(db);
  let mended = 0;
  for (;;) {
    const found = references.reduce((sum, reference) => sum + mendOne(db, reference, onLeftover), 0);
    if (found === 0) return mended;
    mended += found;
  }
}
