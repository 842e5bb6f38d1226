import type { PersonId } from '../../../shared/domain/ids.ts';
import { flag, insertInto } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

export type PersonRole = 'owner' | 'manager' | 'cashier';

/** Somebody who works in the shop. */
export type PersonRecord = {
  readonly personId: PersonId;
  readonly name: string;
  readonly role: PersonRole;
  readonly active: boolean;
};

const LIST = 'SELECT person_id AS personId, name, role, active FROM people ORDER BY name';
const INSERT = insertInto('people', ['personId', 'name', 'role', 'active', 'createdAt', 'updatedAt']);

/** Everybody who works or worked in the shop, by name. */
export function listPeople(db: Reader): PersonRecord[] {
  return db
    .query<[], Omit<PersonRecord, 'active'> & { active: 0 | 1 }>(LIST)
    .all([])
    .map((row) => ({ ...row, active: row.active === 1 }));
}

/** Adds somebody. */
export function insertPerson(db: Writer, person: PersonRecord, at: number): void {
  const params = { ...person, active: flag(person.active), createdAt: at, updatedAt: at };
  db.change<typeof params>(INSERT).run(params);
}
