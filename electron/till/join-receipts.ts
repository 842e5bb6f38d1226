import type { Mode } from '../../shared/contract/till.ts';
import { writeFileDurably } from '../platform/disk.ts';
import { createReceipts, type Receipts } from '../receipts/index.ts';
import type { Sales } from '../sales/index.ts';
import type { SettingsStore } from '../settings/index.ts';
import type { Store } from '../store/connection.ts';
import type { ShopEnvironment } from './open-shop.ts';
import { receiptTexts } from './receipt-texts.ts';

/** What the receipts are joined of. */
export type ReceiptParts = ShopEnvironment & {
  readonly store: Pick<Store, 'reader'>;
  readonly settings: SettingsStore;
  readonly sales: Pick<Sales, 'getOrder'>;
  readonly mode: Mode;
};

/** Joins the receipts to the orders, the shop, the printer and the dialogs. */
export function joinReceipts(parts: ReceiptParts): Receipts {
  const { ports, report, language, store, settings, sales, mode } = parts;
  return createReceipts({
    db: store.reader,
    getOrder: (orderId) => sales.getOrder(orderId),
    shop: settings.shop,
    mode,
    personName: () => '',
    printPdf: ({ kind, orderId, number }) => {
      const note = kind === 'credit-note' ? `&note=${encodeURIComponent(number)}` : '';
      return ports.pdf.printPdf({ path: `receipt.html?order=${orderId}${note}` });
    },
    chooseFile: async (suggestedName) => {
      const { title, kind } = receiptTexts[language()];
      const kinds = [{ name: kind, extensions: ['pdf'] }];
      const chosen = await ports.dialogs.saveFile({ title, suggestedName, kinds });
      const path = chosen === null ? null : ports.dialogs.pathOf(chosen.fileToken);
      return chosen === null || path === null ? null : { path, fileName: chosen.fileName };
    },
    writeFile: writeFileDurably,
    report,
  });
}
