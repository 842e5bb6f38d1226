import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeEan13 } from '../../../shared/domain/barcode.ts';
import { day, importAll, must, openCatalogue, type CatalogueFixture } from '../../support/catalogue.ts';

let shop: CatalogueFixture;
beforeEach(() => {
  shop = openCatalogue();
});
afterEach(() => shop.end());

const EAN_X = makeEan13('890123456789');
const EAN_Y = makeEan13('890123456790');
const HEAD = 'code,name,price,mrp,barcode,category';

async function names(query: string): Promise<string[]> {
  const found = must(await shop.catalogue.handlers.searchProducts({ query, limit: 20 }));
  return found.products.map((product) => product.name);
}

async function refusedReasons(importId: string): Promise<string[]> {
  const page = must(await shop.catalogue.handlers.listRefusedRows({ importId, afterRow: 0, limit: 100 }));
  expect(page.total).toBe(page.rows.length);
  return page.rows.map(({ row, reason }) => `${row} ${reason}`);
}

describe('an import of a CSV file', () => {
  test('puts every row into the catalogue or into the report with its reason', async () => {
    const file = [
      HEAD,
      'A1,Tea,10.50,12,,Drinks',
      'A2,,10,12,,Drinks',
      'A3,Coffee,,12,,Drinks',
      'A4,Cocoa,ten,12,,Drinks',
      'A5,Milk,13,12,,Drinks',
      'A1,Tea again,10,12,,Drinks',
      `A6,Juice,10,12,${EAN_X.slice(0, 12)}${EAN_X.endsWith('1') ? '2' : '1'},Drinks`,
      ',Water,10,12,,Drinks',
      'A7,Soda,10',
      '',
      `A8,"Lime, fresh ""green""","1,234.00",,${EAN_X},Fruit,`,
    ].join('\r\n');
    const status = await importAll(shop, await shop.choose('odd.csv', file));
    expect(status).toMatchObject({
      state: 'done',
      rowsRead: 10,
      rowsTotal: 10,
      added: 2,
      refused: 8,
      failure: null,
    });
    expect(await refusedReasons(status.importId)).toEqual([
      '3 name-missing',
      '4 price-missing',
      '5 price-invalid',
      '6 price-over-mrp',
      '7 code-repeated',
      '8 barcode-invalid',
      '9 code-missing',
      '10 columns-differ',
    ]);
    const scanned = must(await shop.catalogue.handlers.findByBarcode({ barcode: EAN_X }));
    expect(scanned.product).toMatchObject({
      name: 'Lime, fresh "green"',
      pricePaise: 123_400,
      mrpPaise: null,
    });
  });

  test('changes nothing when the same file comes again', async () => {
    const file = `${HEAD}\nA1,Tea,10,12,${EAN_X},Drinks\nA2,Coffee,20,,,Drinks\n`;
    await importAll(shop, await shop.choose('first.csv', file));
    const before = must(await shop.catalogue.handlers.findByBarcode({ barcode: EAN_X }));
    const again = await importAll(shop, await shop.choose('again.csv', file));
    expect(again).toMatchObject({ state: 'done', added: 0, changed: 0, unchanged: 2, refused: 0 });
    expect(must(await shop.catalogue.handlers.findByBarcode({ barcode: EAN_X }))).toEqual(before);
    expect(must(await shop.catalogue.handlers.getCatalogueSummary(undefined)).productCount).toBe(2);
  });

  test('changes a product in place and leaves out what the file leaves out', async () => {
    await importAll(
      shop,
      await shop.choose('a.csv', `${HEAD}\nA1,Tea,10,12,,Drinks\nA2,Coffee,20,,,Drinks\n`),
    );
    const [tea] = must(await shop.catalogue.handlers.searchProducts({ query: 'tea', limit: 5 })).products;
    const changed = await importAll(shop, await shop.choose('b.csv', `${HEAD}\nA1,Green Tea,11,12,,Tea\n`));
    expect(changed).toMatchObject({ added: 0, changed: 1, unchanged: 0 });
    const [green] = must(await shop.catalogue.handlers.searchProducts({ query: 'gre', limit: 5 })).products;
    expect(green).toMatchObject({ id: tea?.id, name: 'Green Tea', pricePaise: 1100, category: 'Tea' });
    expect(await names('coffee')).toEqual(['Coffee']);
    const summary = must(await shop.catalogue.handlers.getCatalogueSummary(undefined));
    expect(summary.categories).toEqual([
      { name: 'Drinks', productCount: 1 },
      { name: 'Tea', productCount: 1 },
    ]);
    expect(summary.lastImport).toMatchObject({ fileName: 'b.csv', added: 0, changed: 1, refused: 0 });
  });

  test('keeps the rate that was in force before the day of a change', async () => {
    const head = 'code,name,price,gst\n';
    await importAll(shop, await shop.choose('a.csv', `${head}A1,Shampoo,100,18%\n`));
    shop.businessDate = day('2026-03-01');
    await importAll(shop, await shop.choose('b.csv', `${head}A1,Shampoo,100,5\n`));
    const [product] = must(
      await shop.catalogue.handlers.searchProducts({ query: 'shampoo', limit: 5 }),
    ).products;
    expect(product?.gstRateBp).toBe(500);
    const ids = product === undefined ? [] : [product.id];
    const rateOn = (date: string): number | undefined =>
      shop.catalogue.productsById(ids, day(date))[0]?.gstRateBp;
    expect([rateOn('2026-02-28'), rateOn('2026-03-01')]).toEqual([1800, 500]);
  });

  test('lets a barcode move to another product in whatever order the rows come', async () => {
    await importAll(
      shop,
      await shop.choose('a.csv', `${HEAD}\nA1,Tea,10,,${EAN_X},D\nA2,Coffee,20,,${EAN_Y},D\n`),
    );
    const moved = await importAll(
      shop,
      await shop.choose('b.csv', `${HEAD}\nA3,Cocoa,5,,${EAN_X},D\nA1,Tea,10,,,D\n`),
    );
    expect(moved).toMatchObject({ added: 1, changed: 1, refused: 0 });
    expect(must(await shop.catalogue.handlers.findByBarcode({ barcode: EAN_X })).product?.name).toBe('Cocoa');
  });

  test('refuses a row whose barcode another product keeps, in this file or from before', async () => {
    await importAll(shop, await shop.choose('a.csv', `${HEAD}\nA1,Tea,10,,${EAN_X},D\n`));
    const file = `${HEAD}\nA3,Cocoa,5,,${EAN_X},D\nA4,Milk,5,,${EAN_Y},D\nA5,Curd,5,,${EAN_Y},D\n`;
    const status = await importAll(shop, await shop.choose('b.csv', file));
    expect(status).toMatchObject({ added: 1, refused: 2 });
    expect(await refusedReasons(status.importId)).toEqual(['2 barcode-taken', '4 barcode-taken']);
    expect(must(await shop.catalogue.handlers.findByBarcode({ barcode: EAN_X })).product?.name).toBe('Tea');
  });

  test('remembers mapping and defaults for the next file with the same head', async () => {
    const head = 'a,b,c,d\n';
    const token = await shop.choose('a.csv', `${head}1,Tea,10,Drinks\n2,Coffee,20,Drinks\n`);
    const first = must(await shop.catalogue.handlers.previewImport({ fileToken: token }));
    expect(first.mappingSource).toBe('guessed');
    const mapping = { externalCode: 0, name: 1, price: 2, category: 3 };
    await importAll(shop, token, { mapping });
    const again = await shop.choose('b.csv', `${head.toUpperCase()}3,Milk,30,Dairy\n`);
    const second = must(await shop.catalogue.handlers.previewImport({ fileToken: again }));
    expect(second).toMatchObject({ mappingSource: 'remembered', mapping, missing: [] });
    expect(second.categories).toEqual([{ name: 'Dairy', rowCount: 1 }]);
  });

  test('is refused while fields are missing, and while another one runs', async () => {
    const token = await shop.choose('a.csv', 'code,name,price\n1,Tea,10\n');
    const preview = must(await shop.catalogue.handlers.previewImport({ fileToken: token }));
    expect(preview.missing).toEqual(['gstRate']);
    const start = (byCategory: Record<string, { gstRateBp: number; hsn: null }>) =>
      shop.catalogue.handlers.startImport({
        fileToken: token,
        mapping: preview.mapping,
        defaults: { byCategory },
      });
    expect(await start({})).toMatchObject({ ok: false, error: { code: 'import-mapping' } });
    const first = start({ '*': { gstRateBp: 500, hsn: null } });
    const second = start({ '*': { gstRateBp: 500, hsn: null } });
    expect([(await first).ok, await second]).toMatchObject([
      true,
      { ok: false, error: { code: 'import-running' } },
    ]);
    await shop.catalogue.settled();
  });

  test('fails as a whole when a quote is never closed, and the catalogue stays as it was', async () => {
    await importAll(shop, await shop.choose('a.csv', `${HEAD}\nA1,Tea,10,,,D\n`));
    const rows = Array.from({ length: 2000 }, (_, at) => `B${at},Biscuit ${at},5,,,D`).join('\n');
    const token = await shop.choose('b.csv', `${HEAD}\n${rows}\nC1,"open,5,,,D\nC2,Milk,5,,,D\n`);
    expect(await shop.catalogue.handlers.previewImport({ fileToken: token })).toMatchObject({
      ok: false,
      error: { code: 'file-format' },
    });
    expect(await names('biscuit')).toEqual([]);
    expect(await names('tea')).toEqual(['Tea']);
  });

  test('saves the refused rows as a CSV file in which nothing is a formula', async () => {
    const status = await importAll(
      shop,
      await shop.choose('a.csv', 'code,name,price,gst\n=1+1,Tea,,5\n@x,"say ""hi""",,5\n'),
    );
    const saved = must(await shop.catalogue.handlers.saveRefusedRows({ importId: status.importId }));
    expect(saved.fileName).toBe('saved.csv');
    const text = readFileSync(shop.saved.path ?? '', 'utf8');
    expect(text.startsWith('\uFEFF"Row","Reason","Contents"\r\n')).toBe(true);
    expect(text).toContain(`2,"The price is missing","'=1+1 | Tea |  | 5"`);
    expect(text).toContain(`"'@x | say ""hi"" |  | 5"`);
  });

  test('books opening stock once', async () => {
    const file = 'code,name,price,gst,stock\n1,Tea,10,5,12.5\n';
    await importAll(shop, await shop.choose('a.csv', file));
    await importAll(shop, await shop.choose('a.csv', file.replace('12.5', '99')));
    const movements = shop.store.reader
      .query<[], { kind: string; quantity_milli: number }>('SELECT kind, quantity_milli FROM stock_movements')
      .all([]);
    expect(movements).toEqual([{ kind: 'opening', quantity_milli: 12_500 }]);
  });
});

describe('a CSV file', () => {
  const hindi = 'कोड;नाम;मूल्य;जीएसटी\n1;चाय पत्ती;१०.५०;5\n';
  const cases: readonly (readonly [string, Uint8Array, string])[] = [
    ['UTF-8 with a mark and semicolons', Buffer.from(`\uFEFF${hindi}`), 'चाय पत्ती'],
    [
      'UTF-16LE as Excel writes "Unicode text"',
      Buffer.from(`\uFEFF${hindi.replaceAll(';', '\t')}`, 'utf16le'),
      'चाय पत्ती',
    ],
    ['UTF-16BE', Buffer.from(`\uFEFF${hindi}`, 'utf16le').swap16(), 'चाय पत्ती'],
    [
      'Windows-1252',
      Buffer.from('code,name,price,gst\r\n1,Cr\xe8me br\xfbl\xe9e,10,5\r\n', 'latin1'),
      'Crème brûlée',
    ],
    [
      'bars and a line that tells the delimiter',
      Buffer.from('sep=|\ncode|name|price|gst\n1|Tea, green|10|5\n'),
      'Tea, green',
    ],
    [
      'no-break spaces around a name',
      Buffer.from('code,name,price,gst\n1,\u00a0Tea\u00a0 \u200bleaf\u00a0,10,5\n'),
      'Tea leaf',
    ],
  ];
  test.each(cases)('in %s is read as it was meant', async (_, bytes, name) => {
    const status = await importAll(shop, await shop.choose('file.csv', bytes));
    expect(status).toMatchObject({ state: 'done', added: 1, refused: 0 });
    const all = shop.store.reader
      .query<[], { name: string }>('SELECT name FROM live_product_versions')
      .all([]);
    expect(all).toEqual([{ name }]);
  });

  test('that is empty, a picture or gone is refused in plain words', async () => {
    const codes: string[] = [];
    for (const contents of [
      '',
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]),
      Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1]),
    ]) {
      const token = await shop.choose('file.csv', contents);
      const preview = await shop.catalogue.handlers.previewImport({ fileToken: token });
      codes.push(preview.ok ? 'ok' : preview.error.code);
    }
    const gone = await shop.choosePath(`${shop.folder}/gone.csv`);
    const preview = await shop.catalogue.handlers.previewImport({ fileToken: gone });
    codes.push(preview.ok ? 'ok' : preview.error.code);
    expect(codes).toEqual(['file-format', 'file-format', 'file-format', 'file-unreadable']);
    expect(await shop.catalogue.handlers.previewImport({ fileToken: 'made-up' })).toMatchObject({
      ok: false,
    });
  });
});
