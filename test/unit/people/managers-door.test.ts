import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPeople, type People } from '../../../electron/people/index.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { Store } from '../../../electron/store/connection.ts';
import { listAudit } from '../../../electron/store/repositories/audit.ts';
import { findPinHolder } from '../../../electron/store/repositories/people.ts';
import { must } from '../../support/catalogue.ts';
import { createHandClock, type HandClock } from '../../support/loopback-gateway.ts';
import { newStore, reopenStore, temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;
let store: Store;
let clock: HandClock;
let people: People;

const open = (): People =>
  createPeople({ db: store.writer, clock: { now: clock.now, monotonic: () => 0 }, ids: systemIds });

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
  store = newStore(folder);
  clock = createHandClock();
  people = open();
});
afterEach(() => {
  store.close();
  remove();
});

const subject = { kind: 'day', id: '2026-06-10' };
const knock = async (pin: string): Promise<string> => {
  const answer = await people.authorise('close-day', { pin }, subject);
  return answer.ok
    ? 'open'
    : `${answer.error.code} ${Object.values(answer.error.params ?? {}).join()}`.trim();
};
const SET = { currentPin: null, newPin: '2468' };

test('Before the owner has chosen a PIN nobody gets in, and the till says so', async () => {
  expect(people.setup()).toEqual({ hasPin: false, lockedUntil: null });
  expect(await knock('2468')).toBe('manager-not-set-up');
});

test('The right PIN opens, a missing one is asked for, and only a person with the PIN is the manager', async () => {
  must(await people.setPin(SET));
  expect(await knock('2468')).toBe('open');
  const none = await people.authorise('close-day', null, subject);
  expect(none.ok ? '' : none.error.code).toBe('manager-needed');
  const allowed = must(await people.authorise('close-day', { pin: '2468' }, subject));
  expect(allowed.personId).toBe(findPinHolder(store.reader)?.personId);
});

test('A change needs the PIN before it', async () => {
  must(await people.setPin(SET));
  const codes = [];
  for (const currentPin of [null, '1111', '2468']) {
    const changed = await people.setPin({ currentPin, newPin: '97531' });
    codes.push(changed.ok ? 'changed' : changed.error.code);
  }
  expect(codes).toEqual(['manager-needed', 'manager-pin-wrong', 'changed']);
  expect(await knock('2468')).toBe('manager-pin-wrong 2');
  expect(await knock('97531')).toBe('open');
});

test('Two wrong PINs are free; each after them makes the wait twice as long, also for the right PIN', async () => {
  must(await people.setPin(SET));
  expect(await knock('0000')).toBe('manager-pin-wrong 2');
  expect(await knock('0001')).toBe('manager-pin-wrong 1');
  expect(await knock('0002')).toBe('manager-locked 30');
  expect(await knock('2468')).toBe('manager-locked 30');
  clock.advance(30_000);
  expect(await knock('0003')).toBe('manager-locked 60');
  clock.advance(60_000);
  expect(await knock('0004')).toBe('manager-locked 120');
  clock.advance(120_000);
  expect(await knock('2468')).toBe('open');
  expect(await knock('0005')).toBe('manager-pin-wrong 2');
});

test('The lock outlives a restart, and a clock that is set back makes it no longer', async () => {
  must(await people.setPin(SET));
  for (const pin of ['0000', '0001', '0002']) await knock(pin);
  store.close();
  store = reopenStore(folder);
  people = open();
  expect(people.setup().lockedUntil).toBe(clock.now() + 30_000);
  expect(await knock('2468')).toBe('manager-locked 30');
  clock.advance(-3_600_000);
  expect(await knock('2468')).toBe('manager-locked 30');
});

test('Guesses made at the same time are counted one by one', async () => {
  must(await people.setPin(SET));
  const guesses = await Promise.all(['0000', '0001', '0002', '0003', '2468'].map(knock));
  expect(guesses).toEqual([
    'manager-pin-wrong 2',
    'manager-pin-wrong 1',
    'manager-locked 30',
    'manager-locked 30',
    'manager-locked 30',
  ]);
});

test('A try is counted before it is checked, so that a kill in between gives none away', async () => {
  must(await people.setPin(SET));
  const guess = knock('0000');
  await Promise.resolve();
  const meanwhile = open();
  const second = meanwhile.authorise('close-day', { pin: '0001' }, subject);
  expect(await guess).toBe('manager-pin-wrong 2');
  const answer = await second;
  expect(answer.ok ? '' : answer.error.params).toEqual({ triesLeft: 1 });
});

test('Every success and every failure is in the audit; the PIN is in no file', async () => {
  must(await people.setPin({ currentPin: null, newPin: '86429753' }));
  await knock('13131313');
  await knock('86429753');
  const actions = listAudit(store.reader, null, 10).map((entry) => entry.action);
  expect(actions).toEqual(['manager-authorised', 'manager-refused', 'manager-pin-set']);
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'latin1'));
  expect(files.some((text) => text.includes('86429753') || text.includes('13131313'))).toBe(false);
  expect(findPinHolder(store.reader)?.pinHash).toMatch(/^scrypt\$32768\$8\$1\$/);
});
