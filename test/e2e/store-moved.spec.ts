import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { dataPaths } from '../../electron/platform/paths.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { cashierAt, expect, test } from '../support/cashier.ts';
import { storeViolations } from '../support/ledger-invariants.ts';
import { readLedger } from '../support/ledger.ts';

test('the till’s data file is deleted while a bill is in hand: the cashier is told, the bill is still there and is paid, and nothing is lost', async ({
  openTill,
  dataDir,
}) => {
  const cashier = await cashierAt(await openTill());
  const store = dataPaths(join(dataDir, 'till')).store.training;
  await cashier.scan('Sugar 1 kg');
  await cashier.payCash();
  await cashier.scan('Maida 1 kg', 'Sugar 1 kg');
  await expect(cashier.lines).toHaveCount(2);
  for (const companion of ['', '-wal', '-shm']) rmSync(`${store}${companion}`, { force: true });
  const notices = cashier.window.getByRole('region', { name: en.app.notices.title });
  await expect(notices).toContainText(en.notices['store-put-back'], { timeout: 30_000 });
  await expect(cashier.lines).toHaveCount(2);
  await cashier.payCash();
  const ledger = readLedger(store);
  expect(storeViolations(ledger)).toEqual([]);
  expect(ledger.orders.map(({ state, lineCount }) => [state, lineCount])).toEqual([
    ['paid', 1],
    ['paid', 2],
  ]);
  await notices.getByRole('button', { name: en.app.notices.dismiss }).click();
  await expect(notices).toHaveCount(0);
});
