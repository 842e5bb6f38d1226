/** Measures inside the page, by its own clock, from a key to the frame that shows what it changed. */
import type { Page } from '@playwright/test';
import type { Pos } from '../../../shared/contract/ipc.ts';

/**
 * Times in milliseconds since the key went down: the page had main's answer, the document changed, the frame after that was drawn, the frame after that one began,
 * main said that the order changed. The first is null where nothing tells the page of answers (on Electron itself).
 */
export type Probed = {
  readonly answeredMs: number | null;
  readonly changedMs: number;
  readonly paintedMs: number;
  readonly nextFrameMs: number;
  readonly toldMs: number | null;
};

type ProbeWindow = Window & {
  pos: Pos;
  /** When the last key went down; 0 until there is one after the probe was set. */
  gallaKeyAt: number;
  /** When the page last had an answer of main; 0 until there is one. */
  gallaAnsweredAt?: number;
  gallaProbe?: Promise<Probed | null>;
};

type ProbeTask = {
  readonly selector: string;
  /** Nothing that comes later is waited for. */
  readonly waitMs: number;
  /** Whether main's word that the order changed is waited for too. */
  readonly untilTold: boolean;
};

/** Waits for the next key and then for a change of what `selector` names; null when there is none before the time is up. */
function arm({ selector, waitMs, untilTold }: ProbeTask): void {
  const own = window as unknown as ProbeWindow;
  own.gallaKeyAt = 0;
  own.gallaProbe = new Promise((resolve) => {
    let from = 0;
    let changed = 0;
    let answered: number | null = null;
    let painted = 0;
    let nextFrame: number | null = null;
    let told: number | null = null;
    const seen = (): Probed | null =>
      nextFrame === null || (untilTold && told === null)
        ? null
        : {
            answeredMs: answered,
            changedMs: changed - from,
            paintedMs: painted - from,
            nextFrameMs: nextFrame - from,
            toldMs: told,
          };
    const isWanted = (node: Node): boolean => {
      const element = node instanceof Element ? node : node.parentElement;
      return (
        element !== null && (element.closest(selector) !== null || element.querySelector(selector) !== null)
      );
    };
    const observer = new MutationObserver((records) => {
      const hit = records.some(({ target, addedNodes }) => {
        const element = target instanceof Element ? target : target.parentElement;
        return element?.closest(selector) !== null || [...addedNodes].some(isWanted);
      });
      if (own.gallaKeyAt === 0 || changed !== 0 || !hit) return;
      from = own.gallaKeyAt;
      changed = performance.now();
      const last = own.gallaAnsweredAt ?? 0;
      answered = last > from ? last - from : null;
      requestAnimationFrame(() => {
        // What is posted while a frame is being made comes after the page has drawn it.
        const drawn = new MessageChannel();
        drawn.port1.onmessage = () => {
          painted = performance.now();
        };
        drawn.port2.postMessage(null);
        requestAnimationFrame(() => {
          nextFrame = performance.now();
          if (painted === 0) painted = nextFrame;
          if (seen() !== null) finish();
        });
      });
    });
    const forget = own.pos.onEvent(({ topic }) => {
      if (own.gallaKeyAt === 0 || topic !== 'checkout') return;
      told ??= performance.now() - own.gallaKeyAt;
      if (seen() !== null) finish();
    });
    function finish(): void {
      observer.disconnect();
      forget();
      resolve(seen());
    }
    setTimeout(finish, waitMs);
    observer.observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
      attributes: true,
    });
  });
}

/**
 * Loads the page again with a listener that hears each key before the page's own code does (the Enter of a scan is swallowed by that), and that notes when an answer of
 * main reaches the page: on the stand-in it comes as the detail of an event.
 */
export async function hearKeysFirst(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const own = window as unknown as ProbeWindow;
    own.gallaKeyAt = 0;
    const note = ({ timeStamp }: Event): void => {
      own.gallaKeyAt = timeStamp;
    };
    window.addEventListener('keydown', note, { capture: true });
    window.addEventListener('beforeinput', note, { capture: true });
    const detail = Object.getOwnPropertyDescriptor(CustomEvent.prototype, 'detail');
    const read = detail?.get;
    if (detail === undefined || read === undefined) return;
    const noting = function (this: CustomEvent): unknown {
      const value: unknown = read.call(this);
      if (typeof value === 'object' && value !== null && 't' in value && value.t === 'settle')
        own.gallaAnsweredAt = performance.now();
      return value;
    };
    Object.defineProperty(CustomEvent.prototype, 'detail', { ...detail, get: noting });
  });
  await page.reload();
}

/** Presses the key or keys of `press` and says how long the change of `selector` took; null when nothing changed in time. */
export async function probe(
  page: Page,
  selector: string,
  press: () => Promise<void>,
  { waitMs = 400, untilTold = false }: Partial<Omit<ProbeTask, 'selector'>> = {},
): Promise<Probed | null> {
  await page.evaluate(arm, { selector, waitMs, untilTold });
  await press();
  return page.evaluate(() => (window as unknown as ProbeWindow).gallaProbe ?? null);
}

/** The time of a bare call from the page to main and back, in milliseconds. */
export function bareSearch(page: Page, query: string): Promise<number> {
  return page.evaluate(async (text) => {
    const from = performance.now();
    await window.pos.searchProducts({ query: text, limit: 20 });
    return performance.now() - from;
  }, query);
}

/** The same for a scan. */
export function bareScan(page: Page, barcode: string): Promise<number> {
  return page.evaluate(async (code) => {
    const from = performance.now();
    await window.pos.findByBarcode({ barcode: code });
    return performance.now() - from;
  }, barcode);
}

/** How long a frame lasts on this screen, in milliseconds. */
export function frameLength(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const next = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const first = await next();
    for (let frame = 0; frame < 29; frame += 1) await next();
    return ((await next()) - first) / 30;
  });
}
