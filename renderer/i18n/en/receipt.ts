import type { Scheme } from '../../../shared/domain/card.ts';

/** The receipt, in English. */
export const receipt = {
  title: { 'tax-invoice': 'Tax invoice', 'bill-of-supply': 'Bill of supply' },
  training: 'TRAINING – NOT A BILL',
  gstin: 'GSTIN {{gstin}}',
  phone: 'Phone {{phone}}',
  number: 'Number',
  date: 'Date',
  till: 'Till',
  cashier: 'Cashier',
  buyer: 'Buyer',
  buyerAddress: 'Buyer’s address',
  buyerPhone: 'Buyer’s phone',
  buyerGstin: 'Buyer’s GSTIN',
  placeOfSupply: 'Place of supply',
  lines: 'What was sold',
  item: 'Item',
  amount: 'Amount',
  hsn: 'HSN {{hsn}}',
  gst: 'GST {{rate}}',
  taxes: 'Taxes by rate',
  taxable: 'Taxable value',
  cgst: 'CGST',
  sgst: 'SGST',
  utgst: 'UTGST',
  igst: 'IGST',
  tax: 'GST',
  discount: 'Discount',
  roundOff: 'Round-off',
  total: 'Total',
  payments: 'Payments',
  rrn: 'RRN {{rrn}}',
  auth: 'Auth code {{code}}',
  received: 'Received {{received}}, change {{change}}',
  noTax: 'Composition or exempt supply: no tax is collected on it.',
  reverseCharge: 'Tax payable on reverse charge: no',
  signature: 'This is a computer-made bill.',
} as const;

/** The ways to pay, in English. */
export const tender = {
  'card-terminal': 'Card on terminal',
  cash: 'Cash',
  'upi-qr': 'UPI QR',
  'card-manual': 'Card, other machine',
  'card-keyed': 'Card, typed in',
} as const;

/** The card schemes as they write themselves, in English; one for each scheme of the domain. */
export const scheme = {
  rupay: 'RuPay',
  visa: 'Visa',
  mastercard: 'Mastercard',
  maestro: 'Maestro',
  amex: 'American Express',
  diners: 'Diners Club',
  discover: 'Discover',
  jcb: 'JCB',
  unionpay: 'UnionPay',
} as const satisfies Record<Scheme, string>;
