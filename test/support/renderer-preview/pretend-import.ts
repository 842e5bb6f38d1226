import type { ImportMapping, ImportPreview, ImportStatus } from '../../../shared/contract/catalogue.ts';
import type { PosEvent } from '../../../shared/contract/events.ts';
import type { Pos } from '../../../shared/contract/ipc.ts';
import { ok } from '../../../shared/domain/result.ts';

type ImportCalls = Pick<
  Pos,
  | 'getCatalogueSummary'
  | 'chooseImportFile'
  | 'previewImport'
  | 'startImport'
  | 'getImport'
  | 'cancelImport'
  | 'listRefusedRows'
  | 'saveRefusedRows'
>;

const columns = ['index', 'product', 'category', 'sub_category', 'brand', 'sale_price', 'market_price'];

/** An import that only pretends: 20,000 rows in two seconds. */
export function pretendImport(emit: (topic: PosEvent['topic'], id: string) => void): ImportCalls {
  let status: ImportStatus = {
    importId: 'i1',
    fileName: 'grocery-products.csv',
    state: 'reading',
    rowsRead: 0,
    rowsTotal: 20_000,
    added: 0,
    changed: 0,
    unchanged: 0,
    refused: 0,
    failure: null,
  };
  const tick = (): void => {
    if (status.state === 'cancelled') return;
    const rowsRead = Math.min(status.rowsRead + 1000, 20_000);
    const state = rowsRead === 20_000 ? 'done' : 'applying';
    status = { ...status, rowsRead, state, added: rowsRead - 3, refused: 3 };
    emit('import', 'i1');
    if (state !== 'done') setTimeout(tick, 100);
  };
  return {
    getCatalogueSummary: async () =>
      ok({
        productCount: 300,
        categories: [
          { name: 'Beauty & Hygiene', productCount: 120 },
          { name: 'Foodgrains, Oil & Masala', productCount: 110 },
          { name: 'Kitchen, Garden & Pets', productCount: 70 },
        ],
        lastImport: null,
      }),
    chooseImportFile: async () => ok({ fileToken: 'f1', fileName: 'grocery-products.csv' }),
    previewImport: async ({ mapping }) => ok(previewOf(mapping)),
    startImport: async () => {
      status = { ...status, state: 'reading', rowsRead: 0 };
      setTimeout(tick, 100);
      return ok({ importId: 'i1' });
    },
    getImport: async () => ok(status),
    cancelImport: async () => {
      status = { ...status, state: 'cancelled' };
      return ok(status);
    },
    listRefusedRows: async () =>
      ok({
        rows: [
          { row: 14_365, reason: 'name-missing', text: '14364,,Beverages,Coffee,Cothas Coffee,200,240' },
          { row: 17_002, reason: 'price-over-mrp', text: '17001,Ragi Malt,Gourmet,Health,Soulfull,199,189' },
          {
            row: 19_500,
            reason: 'code-repeated',
            text: '19421,Water Bottle - Orange,Kitchen,Storage,Mastercook,180,180',
          },
        ],
        total: 3,
      }),
    saveRefusedRows: async () => ok({ fileName: 'refused-rows.csv' }),
  };
}

/** What the wizard sees of the file. */
function previewOf(mapping: ImportMapping | undefined): ImportPreview {
  return {
    fileName: 'grocery-products.csv',
    sheets: [],
    columns,
    mapping: mapping ?? { externalCode: 0, name: 1, category: 2, brand: 4, price: 5, mrp: 6 },
    mappingSource: mapping === undefined ? 'guessed' : 'given',
    sampleRows: [
      [
        '1',
        'Garlic Oil - Vegetarian Capsule 500 mg',
        'Beauty & Hygiene',
        'Hair Care',
        'Sri Sri Ayurveda',
        '220',
        '220',
      ],
      ['2', 'Water Bottle - Orange', 'Kitchen, Garden & Pets', 'Storage', 'Mastercook', '180', '180'],
      ['3', 'Brass Angle Deep - Plain, No.2', 'Cleaning & Household', 'Pooja Needs', 'Trm', '119', '250'],
    ],
    rowCount: 20_000,
    categories: [
      { name: 'Beauty & Hygiene', rowCount: 5812 },
      { name: 'Gourmet & World Food', rowCount: 3460 },
      { name: 'Kitchen, Garden & Pets', rowCount: 2644 },
      { name: 'Snacks & Branded Foods', rowCount: 2068 },
    ],
    missing: ['gstRate'],
    defaults: { byCategory: { '*': { gstRateBp: 1800, hsn: null } } },
  };
}
