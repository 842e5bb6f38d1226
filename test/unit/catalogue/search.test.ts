import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noteProductsSold } from '../../../electron/store/repositories/products.ts';
import { ok } from '../../../shared/domain/result.ts';
import { importAll, must, openCatalogue, type CatalogueFixture } from '../../support/catalogue.ts';

const ROWS = [
  '1,Dairy Milk Chocolate,दूध चॉकलेट,Mithasa,MC-100',
  '2,Chocolate Milk Shake,चॉकलेट मिल्क शेक,Dugdhika,',
  '3,Toned Milk,टोंड दूध,Dugdhika,',
  '4,Milk,दूध,Gaongiri,',
  '5,Milky Bar,मिल्की बार,Mithasa,',
  '6,Crème Brûlée Mix,क्रीम मिक्स,Mithasa,',
  '7,Wheat Flour,गेहूँ का आटा,Khetmitra,WF5',
  '8,Basmati Rice,बासमती चावल,Milkway,',
  '9,Ghee,घी,Dugdhika,',
  '10,Hindi Primer,हिन्दी प्रवेशिका,,',
  "11,Children's Soap,बच्चों का साबुन,,",
  '13,Floor Polish,फ़रश पॉलिश,,',
  '12,Butter Popcorn,बटर पॉपकॉर्न,Kurkurahat,',
];

let shop: CatalogueFixture;
beforeAll(async () => {
  shop = openCatalogue();
  const rows = ROWS.map((row) => `${row},10`).join('\n');
  await importAll(shop, await shop.choose('a.csv', `code,name,hindi,brand,sku,price\n${rows}\n`));
});
afterAll(() => shop.end());

async function search(query: string): Promise<{ names: string[]; corrected: boolean }> {
  const { products, corrected } = must(await shop.catalogue.handlers.searchProducts({ query, limit: 10 }));
  return { names: products.map(({ name }) => name), corrected };
}

describe('search as you type', () => {
  const finds: readonly (readonly [string, string, string])[] = [
    ['the beginning of any word', 'shak', 'Chocolate Milk Shake'],
    ['words in any order', 'rice bas', 'Basmati Rice'],
    ['one letter', 'w', 'Wheat Flour'],
    ['a name without its accents', 'creme brulee', 'Crème Brûlée Mix'],
    ['another case', 'WHEAT', 'Wheat Flour'],
    ['a Hindi name', 'चावल', 'Basmati Rice'],
    ['a Hindi word that is still being typed', 'बास', 'Basmati Rice'],
    ['the other spelling of a Hindi nasal', 'हिंदी', 'Hindi Primer'],
    ['Hindi typed without its nukta', 'फरश', 'Floor Polish'],
    ['a brand with a word of the name', 'khet flo', 'Wheat Flour'],
    ['an own code', 'mc-100', 'Dairy Milk Chocolate'],
    ['an own code without its sign', 'wf5', 'Wheat Flour'],
    ['a name without its apostrophe', 'childrens', "Children's Soap"],
  ];
  test.each(finds)('finds %s', async (_, query, name) => {
    const found = await search(query);
    expect(found.names[0]).toBe(name);
    expect(found.corrected).toBe(false);
  });

  const typos: readonly (readonly [string, string, string])[] = [
    ['left out', 'chocolte shake', 'Chocolate Milk Shake'],
    ['put in', 'bassmati', 'Basmati Rice'],
    ['changed', 'whear', 'Wheat Flour'],
    ['swapped with the next', 'basmait', 'Basmati Rice'],
    ['left out of a word that is still being typed', 'poporn', 'Butter Popcorn'],
    ['wrong at the beginning', 'vheat', 'Wheat Flour'],
    ['changed in Hindi', 'चाबल', 'Basmati Rice'],
    ['left out of a short word', 'gee', 'Ghee'],
    ['wrong in a brand', 'gaongri', 'Milk'],
  ];
  test.each(typos)('forgives one letter %s', async (_, query, name) => {
    const found = await search(query);
    expect(found.names[0]).toBe(name);
    expect(found.corrected).toBe(true);
  });

  test('does not forgive two letters, nor find anything for nothing', async () => {
    expect((await search('chqcqlate')).names).toEqual([]);
    expect((await search('  - ')).names).toEqual([]);
    expect((await search('"* OR milk NEAR(')).names).toEqual([]);
  });

  test('puts a whole word before a beginning, the name before the brand, and the start of the name first', async () => {
    expect((await search('milk')).names).toEqual([
      'Milk',
      'Toned Milk',
      'Dairy Milk Chocolate',
      'Chocolate Milk Shake',
      'Milky Bar',
      'Basmati Rice',
    ]);
  });

  test('puts what is often sold first among what fits as well', async () => {
    const products = must(
      await shop.catalogue.handlers.searchProducts({ query: 'shake', limit: 1 }),
    ).products;
    const sold = shop.store.writer.transaction<null, never>(() => {
      for (let sale = 0; sale < 4; sale += 1)
        noteProductsSold(
          shop.store.writer,
          products.map(({ id }) => id),
          1000 + sale,
        );
      return ok(null);
    });
    expect(sold.ok).toBe(true);
    expect((await search('milk')).names.slice(0, 3)).toEqual(['Milk', 'Chocolate Milk Shake', 'Toned Milk']);
  });
});
