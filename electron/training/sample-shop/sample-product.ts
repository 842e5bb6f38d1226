/**
 * One product of the sample shop: English name, Hindi name, brand, price and MRP in whole rupees, HSN, GST rate in percent as of
 * 22 September 2025 (56th GST Council), and whether it carries a second barcode, as after a change of packing.
 */
export type SampleRow = readonly [
  name: string,
  nameHi: string,
  brand: string | null,
  priceRupees: number,
  mrpRupees: number | null,
  hsn: string,
  gstPercent: 0 | 5 | 18 | 40,
  also?: 'second-barcode',
];

/** The products of one shelf; their codes follow from the shelf's number and their place on it. */
export type SampleShelf = {
  /** 10 to 99; never changed, so that codes and barcodes stay. */
  readonly number: number;
  readonly category: string;
  readonly unit: 'piece' | 'pack' | 'bottle' | 'box' | 'dozen' | 'kg';
  readonly rows: readonly SampleRow[];
};
