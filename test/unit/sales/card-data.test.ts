import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { calendarDate } from '../../../shared/domain/business-date.ts';
import { paise } from '../../../shared/domain/money.ts';
import { must } from '../../support/catalogue.ts';
import {
  chargeOf,
  checkoutOf,
  openHome,
  openTill,
  testShop,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

const patient = { timeout: 20_000 };
let home: TillHome;
let till: TestTill;
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

/** Every file below a folder, with its bytes as text. */
function filesBelow(folder: string): (readonly [string, string])[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => [path, readFileSync(path, 'latin1')] as const);
}

const cardNumbers = ['6527658900001005', '6082015309577308', '6070000000000002'];

test('no whole card number and no key is in the database, its log, the journal, an event or a report after sales of every kind', async () => {
  home.emulator.control.addRule({ scenario: 'full-card-echoed', times: 1 });
  const card = chargeOf(till);
  must(till.sales.charge(card));
  await vi.waitFor(() => expect(checkoutOf(till, card.orderId).state).toBe('paid'), patient);
  const slip = {
    kind: 'card-manual',
    amountPaise: paise(105_00),
    rrn: '632712345678',
    authCode: 'A1B2C3',
    slipDate: calendarDate(Date.now(), testShop.zone),
    lastFour: '1005',
  } as const;
  must(till.sales.charge(chargeOf(till, { tender: slip })));
  const qr = chargeOf(till, { tender: { kind: 'upi-qr', amountPaise: paise(105_00) } });
  must(till.sales.charge(qr));
  await vi.waitFor(() => expect(checkoutOf(till, qr.orderId).attempts[0]?.qr).not.toBeNull(), patient);
  home.emulator.control.payUpi(checkoutOf(till, qr.orderId).attempts[0]?.qr?.payload ?? '');
  await vi.waitFor(() => expect(checkoutOf(till, qr.orderId).state).toBe('paid'), patient);

  const said = [
    JSON.stringify(till.events),
    till.reports.join('\n'),
    JSON.stringify(checkoutOf(till, card.orderId)),
  ];
  const texts = [...filesBelow(home.folder), ...said.map((text, index) => [`said ${index}`, text] as const)];
  expect(texts.some(([, text]) => text.includes('632712345678'))).toBe(true);
  for (const secret of [...cardNumbers, home.emulator.apiKey]) {
    expect(texts.filter(([, text]) => text.includes(secret)).map(([path]) => path)).toEqual([]);
  }
});
