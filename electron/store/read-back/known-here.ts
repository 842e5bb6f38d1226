import type { Reader } from '../handles.ts';

const FIND = {
  people: 'SELECT 1 AS found FROM people WHERE person_id = ?',
  customers: 'SELECT 1 AS found FROM customers WHERE customer_id = ?',
  shifts: 'SELECT 1 AS found FROM shifts WHERE shift_id = ?',
} as const;

/** An id where the row that it names is here, else null: people and shifts are not told to the office, so that those of later than a backup are lost. */
export function knownHere<Id extends string>(db: Reader, table: keyof typeof FIND, id: Id | null): Id | null {
  if (id === null) return null;
  return db.query<[string], { found: 1 }>(FIND[table]).get([id]) === undefined ? null : id;
}
