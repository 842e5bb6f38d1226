/** What has the focus, and whether a person sees that it does. */
import type { Page } from '@playwright/test';

export interface Focus {
  /** Its role or element and its name, such as `button Cash`. */
  readonly what: string;
  /** Why a person would not see it; empty when all is well. */
  readonly hidden: string;
}

/** Looks at the focused element: it must lie in the window, be drawn, and wear an outline of at least two pixels. */
export async function focusOf(window: Page): Promise<Focus> {
  return window.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) {
      return { what: 'nothing', hidden: 'nothing has the focus' };
    }
    const label =
      element.getAttribute('aria-label') ??
      (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null) ??
      element.textContent;
    const what = `${element.getAttribute('role') ?? element.localName} ${label.trim().slice(0, 60)}`;
    const box = element.getBoundingClientRect();
    const inside = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    if (box.width === 0 || box.height === 0 || !inside)
      return { what, hidden: 'it lies outside of the window' };
    const style = getComputedStyle(element);
    const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
    return { what, hidden: outlined ? '' : 'it has no outline' };
  });
}

/** Presses Tab until the focus comes round, and returns every stop on the way. */
export async function tabStops(window: Page, most = 120): Promise<Focus[]> {
  const stops: Focus[] = [];
  for (let count = 0; count < most; count += 1) {
    await window.keyboard.press('Tab');
    const marked = await window.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) return 'outside';
      if (element.dataset['visited'] !== undefined) return 'visited';
      element.dataset['visited'] = '';
      return 'new';
    });
    if (marked === 'visited') break;
    if (marked === 'new') stops.push(await focusOf(window));
  }
  await window.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>('[data-visited]')) {
      delete element.dataset['visited'];
    }
  });
  return stops;
}
