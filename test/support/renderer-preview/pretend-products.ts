import type { Product } from '../../../shared/contract/catalogue.ts';
import { makeEan13 } from '../../../shared/domain/barcode.ts';
import type { ProductId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';

type Row = readonly [
  name: string,
  nameHi: string,
  brand: string,
  pricePaise: number,
  gstRateBp: number,
  unit: string,
];

const rows: readonly Row[] = [
  ['Salt iodised 1 kg', 'आयोडीन नमक 1 किलो', 'Tata', 2800, 0, 'pack'],
  ['Toor dal, loose', 'अरहर दाल, खुली', '', 16_400, 500, 'kg'],
  ['Wheat flour chakki atta 5 kg', 'चक्की आटा 5 किलो', 'Aashirvaad', 28_900, 500, 'pack'],
  ['Sunflower oil 1 L', 'सूरजमुखी तेल 1 ली', 'Fortune', 14_550, 500, 'bottle'],
  ['Tea premium 500 g', 'चाय प्रीमियम 500 ग्राम', 'Wagh Bakri', 29_000, 500, 'pack'],
  ['Glucose biscuits 250 g', 'ग्लूकोज़ बिस्कुट 250 ग्राम', 'Parle', 2500, 500, 'pack'],
  ['Toothpaste 200 g', 'टूथपेस्ट 200 ग्राम', 'Dabur', 12_400, 1800, 'piece'],
  ['Bath soap 4 × 100 g', 'नहाने का साबुन 4 × 100 ग्राम', 'Medimix', 16_800, 500, 'pack'],
  ['Detergent powder 1 kg', 'डिटर्जेंट पाउडर 1 किलो', 'Ghadi', 7300, 1800, 'pack'],
  ['Ghee 500 ml', 'घी 500 मिली', 'Amul', 32_900, 500, 'bottle'],
  ['Sugar, loose', 'चीनी, खुली', '', 4600, 500, 'kg'],
  ['Potato, loose', 'आलू, खुला', '', 3200, 0, 'kg'],
];

/** Forty-eight products: twelve kinds, four sizes of each by name. */
export const products: readonly Product[] = Array.from({ length: 4 }, (_, round) => round).flatMap((round) =>
  rows.map(([name, nameHi, brand, pricePaise, gstRateBp, unit], index): Product => {
    const number = round * rows.length + index;
    return {
      id: `01890000-0000-7000-9000-${String(number).padStart(12, '0')}` as ProductId,
      sku: `G${String(number).padStart(4, '0')}`,
      name: round === 0 ? name : `${name} (${round + 1})`,
      nameHi,
      brand: brand === '' ? null : brand,
      category: 'Grocery',
      soldBy: unit === 'kg' ? 'weight' : 'piece',
      unit,
      pricePaise: paise(pricePaise + round * 700),
      mrpPaise: unit === 'kg' ? null : paise(pricePaise + round * 700 + (index % 2) * 500),
      hsn: '1905',
      gstRateBp,
      barcodes: [makeEan13(`890123450${String(number).padStart(3, '0')}`)],
    };
  }),
);
