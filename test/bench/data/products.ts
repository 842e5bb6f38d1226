/** A large shop's products, made of the sample shop's words, and what its cashiers type. */
import type { ProductToLoad } from '../../../electron/catalogue/index.ts';
import { sampleProducts } from '../../../electron/training/sample-shop/index.ts';
import { makeEan13 } from '../../../shared/domain/barcode.ts';

/** The day on which the products are sold. */
export const BENCH_DATE = '2026-01-15';

/** The barcode of the product at a position. */
export function barcodeAt(at: number): string {
  return makeEan13(`8908${String(at).padStart(8, '0')}`);
}

/** Products whose names are made of the sample shop's words, with a word of their own now and then. */
export function syntheticProducts(count: number): ProductToLoad[] {
  const words = [...new Set(sampleProducts.flatMap(({ name }) => name.split(' ')))];
  const hindi = [...new Set(sampleProducts.flatMap(({ nameHi }) => (nameHi ?? '').split(' ')))];
  const pick = (from: readonly string[], at: number): string => from[at % from.length] ?? '';
  return Array.from({ length: count }, (_, at) => ({
    externalCode: `X${at}`,
    sku: null,
    name: [
      pick(words, at * 7),
      pick(words, at * 13 + (at >> 3)),
      pick(words, at * 31 + (at >> 5)),
      at % 3 === 0 ? `Series${(at * 2_654_435) % 40_000}` : '',
    ]
      .join(' ')
      .trim(),
    nameHi: `${pick(hindi, at * 5)} ${pick(hindi, at * 17 + (at >> 4))}`,
    brand: `Brand ${pick(words, (at * 3) % 900)}`,
    category: `Category ${at % 40}`,
    subCategory: null,
    soldBy: 'piece',
    unit: 'piece',
    pricePaise: 100 + (at % 5000),
    mrpPaise: null,
    hsn: '0902',
    gstRateBp: 500,
    barcodes: [barcodeAt(at)],
    openingStockMilli: null,
  }));
}

const beginnings = (typed: readonly string[]): string[] =>
  typed.flatMap((text) => Array.from(text, (_, at) => text.slice(0, at + 1)));

/** Every text that stands in the field while cashiers type, by kind. */
export const keystrokes = {
  'one or two letters': ['a', 'b', 'c', 's', 'p', 'ma', 'sh', 'ri', 'ch', 'so', 'zz', 'a b', 'p p', 'o 1'],
  words: beginnings([
    'chocolate milk',
    'basmati rice 5',
    'detergent',
    'oil 1 l',
    'powder soap',
    'brand milk',
  ]),
  'a typo': [
    'choclate',
    'biscits',
    'shampu herbal',
    'detergnt',
    'basmti rice',
    'chocolte mlk',
    'series12',
    'zzzz',
  ],
  Hindi: beginnings(['चावल', 'दूध 500', 'साबुन']),
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A kind of text that is typed. */
export type KeystrokeKind = keyof typeof keystrokes;

/** All of them. */
export const keystrokeKinds = Object.keys(keystrokes) as readonly KeystrokeKind[];
