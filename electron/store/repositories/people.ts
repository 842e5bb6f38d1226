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

/** Somebody who may open the managers' door, with the hash of the PIN that opens it. */
export type PinHolder = Pick<PersonRecord, 'personId' | 'role'> & { readonly pinHash: string };

const LIST = 'SELECT person_id AS personId, name, role, active FROM people ORDER BY name';
const INSERT = insertInto('people', ['personId', 'name', 'role', 'active', 'createdAt', 'updatedAt']);
const PIN_HOLDER = `SELECT person_id AS personId, role, pin_hash AS pinHash FROM people
  WHERE pin_hash IS NOT NULL AND active = 1 AND role IN ('owner', 'manager') ORDER BY created_at, person_id LIMIT 1`;
const SET_PIN = 'UPDATE people SET pin_hash = @hash, updated_at = @at WHERE person_id = @personId';

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

/** Who holds the managers' PIN, or null while there is none. */
export function findPinHolder(db: Reader): PinHolder | null {
  return db.query<[], PinHolder>(PIN_HOLDER).get([]) ?? null;
}

/** Gives somebody another PIN, by its hash. Called inside a transaction. */
export function setPinHash(db: Writer, personId: PersonId, hash: string, at: number): void {
  const params = { personId, hash, at };
  db.change<typeof params>(SET_PIN).run(params);
}
