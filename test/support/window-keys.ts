/** Keys of a scanner and of fingers: trusted key events of the browser, each with the time at which it was pressed. */
import type { CDPSession, Page } from '@playwright/test';

export interface WindowKeys {
  /** Scans codes one after the other, each ended by Enter as scanners do, with a pause between them. */
  scan(codes: readonly string[], options?: ScanOptions): Promise<void>;
  /** Types as a person does: too slowly to be a scanner. */
  type(text: string): Promise<void>;
}

export interface ScanOptions {
  /** Between the last key of a code and the first of the next; absent: 30. */
  readonly pauseMs?: number;
  /** `none`: a scanner that sends the digits only. */
  readonly end?: 'Enter' | 'none';
}

/** Common scanners send a key each few milliseconds; fingers need far longer. */
const SCANNER_GAP_MS = 4;
const FINGER_GAP_MS = 60;

type Stroke = { readonly key: string; readonly afterMs: number };

function strokesOf(codes: readonly string[], { pauseMs = 30, end = 'Enter' }: ScanOptions): Stroke[] {
  return codes.flatMap((code, index) => {
    const keys = end === 'none' ? [...code] : [...code, end];
    return keys.map((key, place) => ({
      key,
      afterMs: place === 0 && index > 0 ? pauseMs : SCANNER_GAP_MS,
    }));
  });
}

function sendKey(session: CDPSession, key: string, atMs: number): Promise<unknown> {
  const enter = { code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };
  const known = key === 'Enter' ? enter : { text: key };
  const timestamp = atMs / 1000;
  return Promise.all([
    session.send('Input.dispatchKeyEvent', { type: 'keyDown', key, ...known, timestamp }),
    session.send('Input.dispatchKeyEvent', { type: 'keyUp', key, timestamp }),
  ]);
}

/**
 * The keys of a window. The times are told with the events, so that a busy machine changes nothing about them: they lie in the past, after
 * whatever was pressed before and after the page was opened.
 */
export async function keysOf(window: Page): Promise<WindowKeys> {
  const session = await window.context().newCDPSession(window);
  let lastMs = 0;
  const press = async (strokes: readonly Stroke[]): Promise<void> => {
    const lengthMs = strokes.reduce((sum, stroke) => sum + stroke.afterMs, 0);
    const fromMs = Math.max(lastMs, await window.evaluate(() => performance.timeOrigin)) + 200;
    await window.waitForFunction((untilMs) => Date.now() > untilMs, fromMs + lengthMs, { polling: 20 });
    let atMs = Date.now() - lengthMs;
    const sent = strokes.map(({ key, afterMs }) => {
      atMs += afterMs;
      return sendKey(session, key, atMs);
    });
    lastMs = atMs;
    await Promise.all(sent);
  };
  return {
    scan: (codes, options = {}) => press(strokesOf(codes, options)),
    type: (text) => press([...text].map((key) => ({ key, afterMs: FINGER_GAP_MS }))),
  };
}
