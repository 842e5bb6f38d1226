import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeEan13 } from '../../../shared/domain/barcode.ts';
import { importAll, must, openCatalogue, type CatalogueFixture } from '../../support/catalogue.ts';
import { makeXlsx } from '../../support/xlsx.ts';

let shop: CatalogueFixture;
beforeEach(() => {
  shop = openCatalogue();
});
afterEach(() => shop.end());

const EAN = makeEan13('890123456789');
const HEAD = ['Item code', 'नाम', 'Brand', 'Price', 'MRP', 'EAN', 'GST %', 'HSN code'];

test('an XLSX workbook is imported from the sheet that was chosen, numbers without the noise of floats', async () => {
  const bytes = makeXlsx({
    Notes: [['nothing here']],
    Products: [
      HEAD,
      [1001, 'चाय पत्ती', 'Chaibagan', 0.1 + 0.2 + 85, 100, Number(EAN), 5, '0902'],
      [1002, 'कॉफ़ी', null, 8514 / 100, null, null, 18, 2101],
      [null, null, null, null, null, null, null, null],
      [1003, 'दूध', null, 'abc', null, null, 0, null],
    ],
  });
  const fileToken = await shop.choose('products.xlsx', bytes);
  const preview = must(await shop.catalogue.handlers.previewImport({ fileToken, sheet: 'Products' }));
  expect(preview).toMatchObject({
    sheets: ['Notes', 'Products'],
    columns: HEAD,
    mapping: { externalCode: 0, name: 1, brand: 2, price: 3, mrp: 4, barcodes: 5, gstRate: 6, hsn: 7 },
    rowCount: 3,
    missing: [],
  });
  const status = await importAll(shop, fileToken, { sheet: 'Products' });
  expect(status).toMatchObject({ state: 'done', added: 2, refused: 1 });
  const found = must(await shop.catalogue.handlers.searchProducts({ query: 'चाय', limit: 5 }));
  expect(found.products[0]).toMatchObject({
    pricePaise: 8530,
    mrpPaise: 10_000,
    barcodes: [EAN],
    gstRateBp: 500,
    hsn: '0902',
  });
  const refused = must(
    await shop.catalogue.handlers.listRefusedRows({ importId: status.importId, afterRow: 0, limit: 5 }),
  );
  expect(refused.rows).toMatchObject([{ row: 5, reason: 'price-invalid' }]);
});

test('a workbook that says it unpacks to more than the limit is refused before it is unpacked', async () => {
  const bytes = makeXlsx({ Products: [HEAD] });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = view.getUint32(bytes.length - 22 + 16, true);
  view.setUint32(directory + 24, 0x7fffffff, true);
  const fileToken = await shop.choose('bomb.xlsx', bytes);
  expect(await shop.catalogue.handlers.previewImport({ fileToken })).toMatchObject({
    ok: false,
    error: { code: 'file-too-large' },
  });
});

test('an archive that is no workbook is refused', async () => {
  const bytes = makeXlsx({ Products: [HEAD] });
  const fileToken = await shop.choose('cut.xlsx', bytes.subarray(0, bytes.length - 40));
  expect(await shop.catalogue.handlers.previewImport({ fileToken })).toMatchObject({
    ok: false,
    error: { code: 'file-format' },
  });
});
