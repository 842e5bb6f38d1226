/** The goods of a seeded shop: the sample shop's, and variants of them up to the number wanted. */
import type { ProductToLoad } from '../../../electron/catalogue/index.ts';
import { sampleProducts } from '../../../electron/training/sample-shop/index.ts';
import { makeEan13 } from '../../../shared/domain/barcode.ts';

const VARIANTS: readonly (readonly [name: string, nameHi: string])[] = [
  ['Gold', 'गोल्ड'],
  ['Classic', 'क्लासिक'],
  ['Premium', 'प्रीमियम'],
  ['Fresh', 'फ्रेश'],
  ['Royal', 'रॉयल'],
  ['Natural', 'नेचुरल'],
  ['Special', 'स्पेशल'],
  ['Select', 'सिलेक्ट'],
  ['Value', 'वैल्यू'],
  ['Family', 'फैमिली'],
  ['Mini', 'मिनी'],
  ['Jumbo', 'जम्बो'],
  ['Saver', 'बचत'],
  ['Everyday', 'रोज़ाना'],
  ['Desi', 'देसी'],
  ['Organic', 'जैविक'],
  ['Lite', 'लाइट'],
  ['Extra', 'एक्स्ट्रा'],
  ['Super', 'सुपर'],
  ['Deluxe', 'डीलक्स'],
  ['Heritage', 'विरासत'],
  ['Village', 'गाँव'],
  ['Mountain', 'पर्वत'],
  ['Golden', 'सुनहरा'],
];

function variantOf(product: ProductToLoad, at: number, round: number): ProductToLoad {
  const [word = '', wordHi = ''] = VARIANTS[(round - 1) % VARIANTS.length] ?? [];
  const again = Math.floor((round - 1) / VARIANTS.length);
  const number = again === 0 ? '' : ` ${again + 1}`;
  const dearer = (paise: number): number => Math.round((paise * (100 + ((at * 7) % 60))) / 10_000) * 100;
  const pricePaise = Math.max(100, dearer(product.pricePaise));
  return {
    ...product,
    externalCode: `SEED-${at}`,
    sku: `G${at}`,
    name: `${word}${number} ${product.name}`,
    nameHi: product.nameHi === null ? null : `${wordHi}${number} ${product.nameHi}`,
    pricePaise,
    mrpPaise: product.mrpPaise === null ? null : Math.max(pricePaise, dearer(product.mrpPaise)),
    barcodes: product.soldBy === 'weight' ? [] : [makeEan13(`8907${String(at).padStart(8, '0')}`)],
  };
}

/** So many goods, each under a code, a name and a barcode of its own. */
export function seedGoods(count: number): ProductToLoad[] {
  return Array.from({ length: count }, (_, at) => {
    const product = sampleProducts[at % sampleProducts.length];
    if (product === undefined) throw new Error('the sample shop has products');
    const round = Math.floor(at / sampleProducts.length);
    return round === 0 ? product : variantOf(product, at, round);
  });
}
