import { afterAll, beforeAll, expect, test } from 'vitest';
import { seededRandom } from '../support/seeded-random.ts';
import { temporaryFolder } from '../support/store-fixtures.ts';
import { startCentral, type TestCentral } from '../support/central/start-central.ts';
import { openSyncTill, sellOne } from '../support/sync-till.ts';

const look = (tillCode: string) => ({ tillCode, fromMs: 0, zone: 'Asia/Kolkata', write: false });

let central: TestCentral;
const first = temporaryFolder();
const second = temporaryFolder();
beforeAll(async () => {
  central = await startCentral();
});
afterAll(async () => {
  await central.stop();
  first.remove();
  second.remove();
});

test('a till that was lost reads back its bills and the last numbers of its series', async () => {
  const random = seededRandom(3);
  const till = openSyncTill(first.folder, { url: central.url, token: central.token });
  const sales = Array.from({ length: 7 }, () => sellOne(till.store, random));
  till.sync.begin();
  expect(await till.sync.settled(5)).toMatchObject({ waiting: 0, refused: 0, server: 'central' });
  await till.close();

  const restored = openSyncTill(second.folder, { url: central.url, token: central.token });
  const held = await restored.sync.readBack(look('1'), () => undefined);
  expect(held).toMatchObject({ ok: true });
  const holdings = held?.ok === true ? held.value : null;
  expect(holdings?.bills.map(({ orderId, number, totalPaise }) => [orderId, number, totalPaise])).toEqual(
    sales.map(({ order }) => [order.orderId, order.invoiceNumber, order.totalPaise]),
  );
  expect(await restored.sync.readBack(look('2'), () => undefined)).toMatchObject({ value: { bills: [] } });
  await restored.close();
});

test('an office that can’t be reached is said, not taken for one that holds nothing', async () => {
  const till = openSyncTill(second.folder, { url: 'http://127.0.0.1:9', token: 'x' });
  expect(await till.sync.readBack(look('1'), () => undefined)).toMatchObject({
    ok: false,
    error: { code: 'sync-unreachable' },
  });
  await till.close();
});

test('an office that refuses the token is said to be that, whether it is met for the first time or known', async () => {
  for (const folder of [temporaryFolder(), first]) {
    const till = openSyncTill(folder.folder, { url: central.url, token: 'x' });
    expect(await till.sync.readBack(look('1'), () => undefined)).toMatchObject({
      ok: false,
      error: { code: 'sync-token-refused' },
    });
    await till.close();
    if (folder !== first) folder.remove();
  }
});
