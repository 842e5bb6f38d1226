import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { Writer } from '../handles.ts';
import { findBusinessDay } from '../repositories/business-days.ts';

const GUARDS = ['orders_keep_closed_days', 'credit_notes_keep_closed_days', 'refunds_keep_closed_days'];
const SQL_OF = `SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?`;

/**
 * Lets what was sold on a day come into it though the day is closed here by now, and tells whether it is. The guard against that is for what is sold
 * anew; it is taken away and put back inside the one transaction, so that nobody else ever sees the store without it. Called inside a transaction.
 */
export function intoDay(db: Writer, date: BusinessDate, work: () => void): boolean {
  if ((findBusinessDay(db, date)?.closedAt ?? null) === null) {
    work();
    return false;
  }
  const guards = GUARDS.map((name) => {
    const sql = db.query<[string], { sql: string }>(SQL_OF).get([name])?.sql;
    assert(sql !== undefined, 'the store guards its closed days');
    return { name, sql };
  });
  for (const { name } of guards) db.change<[]>(`DROP TRIGGER ${name}`).run([]);
  work();
  for (const { sql } of guards) db.change<[]>(sql).run([]);
  return true;
}
