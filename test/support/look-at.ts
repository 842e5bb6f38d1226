/** Looks at a screen as axe and a strict eye do, and keeps a picture of it for people. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { rootFolder } from './repository.ts';

/** Where the pictures of the last run lie, one for each screen and state. */
const pictureFolder = join(rootFolder, 'test-results', 'screens');

/** Buttons whose words do not fit, and a page wider than its window. */
async function cutOff(window: Page): Promise<string[]> {
  return window.evaluate(() => {
    const root = document.documentElement;
    const wide = root.scrollWidth > root.clientWidth ? ['the page is wider than its window'] : [];
    const buttons = [...document.querySelectorAll<HTMLElement>('button, .message, h1, h2, h3, label')]
      .filter((element) => element.checkVisibility() && !element.classList.contains('visually-hidden'))
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
      .map((element) => `cut off: ${element.textContent.trim().slice(0, 60)}`);
    return [...wide, ...buttons];
  });
}

/**
 * What is wrong with the window as it is now, one line for each; empty when all is well. axe runs inside of the page without opening another one,
 * which a window of the app does not allow.
 */
export async function lookAt(window: Page, name: string): Promise<string[]> {
  await window.screenshot({ path: join(pictureFolder, `${name}.png`) });
  const { violations } = await new AxeBuilder({ page: window }).setLegacyMode().analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${String(target)}: ${failureSummary ?? ''}`),
  );
  return [...found, ...(await cutOff(window))];
}
