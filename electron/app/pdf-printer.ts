import { BrowserWindow } from 'electron';
import type { PdfPrinter } from '../platform/ports.ts';
import type { PrintPages } from './print-pages.ts';
import { printWindowOptions } from './window-options.ts';

/**
 * The PDF port: a hidden window loads the page from app://print and prints it. One at a time, so that a burst of receipts never opens
 * a burst of windows. Rejects when the page cannot be loaded or printed.
 */
export function createPdfPrinter(printPages: PrintPages, packaged: boolean): PdfPrinter {
  let previous: Promise<unknown> = Promise.resolve();
  const print = async (html: string): Promise<Uint8Array> => {
    const window = new BrowserWindow(printWindowOptions(packaged));
    try {
      await window.loadURL(printPages.add(html));
      return new Uint8Array(
        await window.webContents.printToPDF({ preferCSSPageSize: true, printBackground: true }),
      );
    } finally {
      window.destroy();
    }
  };
  return {
    printPdf(html) {
      const mine = previous.then(() => print(html));
      previous = mine.catch(() => null);
      return mine;
    },
  };
}
