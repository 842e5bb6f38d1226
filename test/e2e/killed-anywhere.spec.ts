import type { Page } from '@playwright/test';
import { expect, test, type KilledTill } from '../support/killed-till.ts';
import { seededRandom } from '../support/seeded-random.ts';
import type { ConfirmedSale } from '../support/ledger-invariants.ts';

const KILLS = 10;
const WORD = 'paid: ';

/**
 * Lets the window sell as fast as it can, through the same calls as its screens, in cash and on the terminal by turns, until the app is gone. Each
 * sale that it was told is paid goes to its console.
 */
async function sellWithoutEnd(page: Page, seed: number): Promise<void> {
  await page.evaluate(
    ([word, start]) => {
      const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
      const id = (): string => {
        const hex = crypto.randomUUID().replaceAll('-', '');
        const time = Date.now().toString(16).padStart(12, '0');
        return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
      };
      const serve = async (turn: number): Promise<void> => {
        const found = await window.pos.searchProducts({ query: 'Sugar 1 kg', limit: 1 });
        const product = found.ok ? found.value.products[0] : undefined;
        if (product === undefined) return;
        const orderId = id();
        const pieces = 1 + (turn % 3);
        const amountPaise = product.pricePaise * pieces;
        const lines = [{ lineId: id(), productId: product.id, quantityMilli: pieces * 1000 }];
        await window.pos.saveCart({ orderId, lines } as never);
        const tender =
          turn % 2 === 0
            ? { kind: 'cash', amountPaise, receivedPaise: amountPaise }
            : { kind: 'card-terminal', amountPaise };
        const request = {
          requestId: id(),
          orderId,
          lines,
          expectedTotalPaise: amountPaise,
          buyer: null,
          tender,
        };
        await window.pos.charge(request as never);
        for (let looks = 0; looks < 40; looks += 1) {
          const checkout = await window.pos.getCheckout({ orderId } as never);
          if (!checkout.ok) return;
          const { state, invoiceNumber, totalPaise } = checkout.value;
          if (state === 'paid') {
            console.log(word + JSON.stringify({ orderId, invoiceNumber, totalPaise }));
            return;
          }
          await later(20);
        }
      };
      const sell = async (): Promise<void> => {
        for (let turn = start; ; turn += 1) await serve(turn);
      };
      void sell();
    },
    [WORD, seed] as const,
  );
}

function hear(till: KilledTill, page: Page): { readonly sales: () => number } {
  let sales = 0;
  page.on('console', (message) => {
    const text = message.text();
    if (!text.startsWith(WORD)) return;
    sales += 1;
    till.confirm(JSON.parse(text.slice(WORD.length)) as ConfirmedSale);
  });
  return { sales: () => sales };
}

test('the app, killed ten times at random moments while it sells, loses no sale it confirmed, doubles none and charges nobody twice', async ({
  till,
}) => {
  test.setTimeout(300_000);
  const random = seededRandom(20_261_123);
  let confirmed = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const { window } = till.cashier;
    const heard = hear(till, window);
    await sellWithoutEnd(window, kill);
    // Some lives end in the first sale, others after a few.
    const wanted = random.below(5);
    await expect.poll(heard.sales, { timeout: 60_000, intervals: [5] }).toBeGreaterThanOrEqual(wanted);
    await window.waitForTimeout(random.below(60));
    await till.kill();
    confirmed += heard.sales();
    await till.restart();
  }
  expect(confirmed).toBeGreaterThan(KILLS);
  const ledger = await till.sound();
  expect(ledger.orders.filter(({ state }) => state === 'paid').length).toBeGreaterThanOrEqual(confirmed);
});
