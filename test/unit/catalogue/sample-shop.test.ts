import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../electron/platform/clock.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { loadSampleShop, sampleProducts, sampleShop } from '../../../electron/training/sample-shop/index.ts';
import { shopSchema } from '../../../shared/contract/till.ts';
import { isGtin, makeEan13 } from '../../../shared/domain/barcode.ts';
import { parseGstin } from '../../../shared/domain/gstin.ts';
import { isHsn } from '../../../shared/domain/hsn.ts';
import { isMeasured, isUnit } from '../../../shared/domain/quantity.ts';
import { must, openCatalogue, type CatalogueFixture } from '../../support/catalogue.ts';

const barcodes = sampleProducts.flatMap((product) => product.barcodes);
const weighed = sampleProducts.filter((product) => product.soldBy === 'weight');

describe('the sample shop', () => {
  test('has about 300 products with a code, an English and a Hindi name of their own', () => {
    expect(sampleProducts.length).toBeGreaterThanOrEqual(290);
    expect(sampleProducts.length).toBeLessThanOrEqual(320);
    for (const key of ['externalCode', 'sku', 'name', 'nameHi'] as const) {
      expect(new Set(sampleProducts.map((product) => product[key])).size, key).toBe(sampleProducts.length);
    }
    expect(
      sampleProducts.filter(({ nameHi }) => !/^[\u0900-\u097f\u200d\w\s(),.-]*$/u.test(nameHi ?? 'x')),
    ).toEqual([]);
    expect(sampleProducts.filter(({ nameHi }) => !/[\u0904-\u0939]/u.test(nameHi ?? ''))).toEqual([]);
  });

  test('has valid barcodes that nobody shares, several on some products', () => {
    expect(new Set(barcodes).size).toBe(barcodes.length);
    const packed = sampleProducts
      .filter((product) => product.soldBy === 'piece')
      .flatMap((product) => product.barcodes);
    expect(
      packed.filter((barcode) => !(barcode.length === 13 && barcode.startsWith('890') && isGtin(barcode))),
    ).toEqual([]);
    expect(sampleProducts.filter((product) => product.barcodes.length > 1).length).toBeGreaterThan(10);
  });

  test('has HSN codes, rates of 22 September 2025, prices not above the MRP and units that fit', () => {
    for (const product of sampleProducts) {
      expect(isHsn(product.hsn ?? ''), product.name).toBe(true);
      expect([0, 500, 1800, 4000], product.name).toContain(product.gstRateBp);
      expect(product.pricePaise, product.name).toBeGreaterThan(0);
      expect(product.pricePaise, product.name).toBeLessThanOrEqual(product.mrpPaise ?? Infinity);
      expect(isUnit(product.unit) && isMeasured(product.unit), product.name).toBe(
        product.soldBy === 'weight',
      );
    }
    expect(new Set(sampleProducts.map(({ gstRateBp }) => gstRateBp)).size).toBe(4);
  });

  test('sells about 25 things by weight under the code of the label of a scale', () => {
    expect(weighed.length).toBeGreaterThanOrEqual(24);
    expect(weighed.filter((product) => !/^21\d{5}$/.test(product.barcodes[0] ?? ''))).toEqual([]);
  });

  test('is a shop whose record is valid and whose GSTIN nobody can have', () => {
    expect(shopSchema.safeParse(sampleShop).success).toBe(true);
    expect(parseGstin(sampleShop.gstin ?? '').ok).toBe(true);
    expect(sampleShop.gstin).toContain('AAAAA0000A');
  });
});

describe('a training till', () => {
  let shop: CatalogueFixture;
  beforeEach(async () => {
    shop = openCatalogue();
    await load();
  });
  afterEach(() => shop.end());
  const load = async (): Promise<void> => {
    const deps = {
      writer: shop.store.writer,
      clock: systemClock,
      ids: systemIds,
      businessDate: () => shop.businessDate,
    };
    must(await loadSampleShop(deps));
  };

  test('starts with the sample shop, and a second load changes nothing', async () => {
    await load();
    const summary = must(await shop.catalogue.handlers.getCatalogueSummary(undefined));
    expect(summary).toMatchObject({ productCount: sampleProducts.length, lastImport: null });
    expect(summary.categories).toHaveLength(10);
  });

  test('finds every product by each of its barcodes', async () => {
    const lost: string[] = [];
    for (const product of sampleProducts) {
      for (const barcode of product.barcodes) {
        const { product: found } = must(await shop.catalogue.handlers.findByBarcode({ barcode }));
        if (found?.name !== product.name) lost.push(barcode);
      }
    }
    expect(lost).toEqual([]);
  });

  test('reads the weight or the price on the label of a scale', async () => {
    const [code = ''] = sampleProducts[0]?.barcodes ?? [];
    const label = makeEan13(`${code}01250`);
    const scanned = must(await shop.catalogue.handlers.findByBarcode({ barcode: label }));
    expect(scanned).toMatchObject({ product: { name: 'Potato (loose)' }, quantityMilli: 1250 });
    const unknown = must(await shop.catalogue.handlers.findByBarcode({ barcode: makeEan13('219999901250') }));
    expect(unknown).toEqual({ product: null, quantityMilli: null });
  });
});
