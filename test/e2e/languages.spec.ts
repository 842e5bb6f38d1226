import type { Page } from '@playwright/test';
import { screens } from '../../renderer/app/navigation.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import { billOf, cashierAt, expect, test } from '../support/cashier.ts';

/** Every text of a set of words by its place, such as `counter.cash.title`. */
function flatten(words: object, place = ''): Map<string, string> {
  const entries = Object.entries(words) as [string, string | object][];
  return new Map(
    entries.flatMap(([name, value]) => {
      const here = place === '' ? name : `${place}.${name}`;
      return typeof value === 'string' ? [[here, value] as const] : [...flatten(value, here)];
    }),
  );
}

const hindi = flatten(hi);
/** What is said in English and otherwise in Hindi, without the texts that have gaps. */
const englishOnly = new Set(
  [...flatten(en)]
    .filter(([place, text]) => hindi.get(place) !== text && !text.includes('{{') && /[a-z]{3}/i.test(text))
    .map(([, text]) => text),
);

/** Everything that the window says, to the eye and to a screen reader, text by text. */
async function said(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const texts: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      texts.push(node.textContent?.trim() ?? '');
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder]')) {
      texts.push(element.getAttribute('aria-label') ?? '', element.getAttribute('placeholder') ?? '');
    }
    return texts.filter((text) => text !== '');
  });
}

async function expectHindi(window: Page): Promise<void> {
  await expect(window.locator('html')).toHaveAttribute('lang', 'hi');
  await expect.poll(async () => (await said(window)).filter((text) => englishOnly.has(text))).toEqual([]);
}

test('the till changes to Hindi on every screen, keeps the bill, and stays so after a restart', async ({
  cashier,
  openTill,
}) => {
  const { window } = cashier;
  await cashier.scan('Toned Milk 500 ml', 'Sweet Lassi 200 ml');
  await expect(cashier.lines).toHaveCount(2);
  await window.getByRole('button', { name: en.app.language.hi }).click();
  await expectHindi(window);

  const hindiCashier = await cashierAt(cashier.galla, hi);
  await expect
    .poll(() => billOf(hindiCashier))
    .toEqual(['टोंड दूध 500 मिली | 1 | ₹28.00', 'मीठी लस्सी 200 मिली | 1 | ₹19.00']);
  await hindiCashier.payCash();
  await expectHindi(window);
  for (const screen of screens.toReversed()) {
    await test.step(screen, async () => {
      await hindiCashier.goTo(screen);
      await expect(window.getByRole('heading', { level: 1 })).toBeAttached();
      if (screen === 'orders') await window.keyboard.press('ArrowDown');
      await expectHindi(window);
    });
  }
  await window.keyboard.press('F1');
  await expectHindi(window);
  await cashier.galla.close();

  const again = await openTill({ language: 'hi', storeCreated: { training: true, real: false } });
  await expectHindi(again.window);
  await again.window.getByRole('button', { name: en.app.language.en }).click();
  await expect(again.window.locator('html')).toHaveAttribute('lang', 'en');
  await expect(again.window.getByPlaceholder(en.counter.scan.placeholder)).toBeVisible();
});
