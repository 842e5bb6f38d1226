import { BrowserWindow, type WebContents } from 'electron';
import type { PdfPrinter } from '../platform/ports.ts';
import { appOrigin } from './app-origin.ts';
import { printWindowOptions } from './window-options.ts';

/** How long a page of the bundle may take until it says that it can be printed. */
const readyTimeoutMs = 20_000;

/**
 * Waits, inside the page, until its root element says `data-print="ready"`; resolves with what it says then (`ready` or `failed`).
 * An observer and not a timer, so that a receipt is not held up.
 */
const untilReady = `new Promise((resolve) => {
  const root = document.documentElement;
  const look = () => {
    const said = root.dataset.print;
    if (said === 'ready' || said === 'failed') resolve(said);
    return said;
  };
  new MutationObserver(look).observe(root, { attributes: true, attributeFilter: ['data-print'] });
  look();
})`;

async function waitUntilReady(contents: WebContents): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    reject(new Error('the page to be printed was not ready in time'));
  }, readyTimeoutMs);
  try {
    const said: unknown = await Promise.race([contents.executeJavaScript(untilReady), late]);
    if (said !== 'ready') throw new Error('the page to be printed could not show its content');
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The PDF port: a hidden window loads the page and prints it. One at a time, so that a burst of receipts never opens a burst of windows.
 * Rejects when the page cannot be loaded, does not get ready or cannot be printed.
 */
export function createPdfPrinter(preload: string, packaged: boolean): PdfPrinter {
  let previous: Promise<unknown> = Promise.resolve();
  const print = async (path: string): Promise<Uint8Array> => {
    const window = new BrowserWindow(printWindowOptions(preload, packaged));
    try {
      await window.loadURL(new URL(path, `${appOrigin}/`).href);
      await waitUntilReady(window.webContents);
      return new Uint8Array(
        await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
      );
    } finally {
      window.destroy();
    }
  };
  return {
    printPdf({ path }) {
      const mine = previous.then(() => print(path));
      previous = mine.catch(() => null);
      return mine;
    },
  };
}
