import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { screens } from '../../renderer/app/navigation.ts';
import { en } from '../../renderer/i18n/en/index.ts';
import { hi } from '../../renderer/i18n/hi/index.ts';
import type { Words } from '../../renderer/i18n/words.ts';
import { cashierAt, expect, quickTimings, test } from '../support/cashier.ts';
import { counterStates, escape, paymentStates, type Scene, type State } from '../support/counter-states.ts';
import { lookAt } from '../support/look-at.ts';
import { orderStates, otherStates } from '../support/screen-states.ts';
import {
  backupStates,
  dayStates,
  managerStates,
  returnStates,
  typedCardStates,
  wayStates,
} from '../support/way-states.ts';

const languages: ReadonlyArray<{ readonly language: 'en' | 'hi'; readonly words: Words }> = [
  { language: 'en', words: en },
  { language: 'hi', words: hi },
];

for (const { language, words } of languages) {
  const name = (state: string): string => `${language}-${state}`;

  /** Walks through the states; what is wrong in one does not hide what is wrong in the next. */
  const walk = async (scene: Scene, states: readonly State[]): Promise<void> => {
    for (const [state, reach] of states) {
      await test.step(state, async () => {
        await reach(scene);
        expect.soft(await lookAt(scene.cashier.window, name(state)), state).toEqual([]);
      });
    }
  };

  test(`axe finds nothing on the counter, the orders, the products and the settings (${language})`, async ({
    openTill,
    gateway,
    dataDir,
  }) => {
    test.slow();
    const cashier = await cashierAt(await openTill({ language }), words);
    const scene: Scene = { cashier, words, gateway, folder: dataDir };
    await expect(cashier.window.locator('html')).toHaveAttribute('lang', language);
    await walk(scene, counterStates);
    await escape(scene);
    await cashier.window.keyboard.press('F10');
    const question = cashier.window.getByRole('dialog');
    await question.getByRole('button', { name: words.counter.charge.clearYes }).click();
    await walk(scene, paymentStates);
    await walk(scene, orderStates);
    await walk(scene, otherStates);
    await escape(scene);
    // Every screen there is, also one that no state above is about.
    const plain = screens.map((screen): State => [`screen-${screen}`, () => cashier.goTo(screen)]);
    await walk(scene, plain);
  });

  test(`axe finds nothing on who buys, every way to pay, what a manager may do, returns, the day’s end, typed cards and backups (${language})`, async ({
    openTill,
    gateway,
    dataDir,
  }) => {
    test.slow();
    // A manager may say how an unknown payment ended once the bank's time is over.
    const timings = { ...quickTimings, windowMs: 3000 };
    const cashier = await cashierAt(await openTill({ language, timings }), words);
    const scene: Scene = { cashier, words, gateway, folder: dataDir };
    await expect(cashier.scanField).toBeFocused();
    await walk(scene, wayStates);
    await walk(scene, managerStates);
    await walk(scene, returnStates);
    await walk(scene, dayStates);
    await walk(scene, typedCardStates);
    await walk(scene, backupStates);
  });

  test(`axe finds nothing on the screen of a store that is gone, and on what is told after a kill (${language})`, async ({
    openTill,
    gateway,
    dataDir,
  }) => {
    const folder = join(dataDir, 'gone');
    mkdirSync(folder);
    const gone = await openTill({ dataDir: folder, language, storeCreated: { training: true, real: false } });
    const { window } = gone;
    await expect(window.getByRole('heading', { name: words.problem.title.missing })).toBeVisible();
    expect.soft(await lookAt(window, name('problem'))).toEqual([]);
    await window.getByRole('button', { name: words.problem.create }).click();
    await expect(window.getByRole('dialog')).toBeVisible();
    expect.soft(await lookAt(window, name('problem-create'))).toEqual([]);
    await gone.kill();

    await gateway.addRule({ scenario: 'pending-for-ever' });
    const first = await cashierAt(await openTill({ language }), words);
    await first.scan('Pure Ghee 1 L');
    await expect(first.lines).toHaveCount(1);
    await first.charge();
    await expect(first.panel).toContainText(words.attempt.text.PENDING);
    await first.galla.kill();
    const again = await openTill({ language, storeCreated: { training: true, real: false } });
    await expect(again.window.getByRole('region', { name: words.app.notices.title })).toBeVisible();
    expect.soft(await lookAt(again.window, name('told-after-a-kill'))).toEqual([]);
  });
}
