/** The card schemes that detection knows. */
export type Scheme =
  | 'rupay'
  | 'visa'
  | 'mastercard'
  | 'maestro'
  | 'amex'
  | 'diners'
  | 'discover'
  | 'jcb'
  | 'unionpay';

/** The card number lengths each scheme issues (ISO/IEC 7812 allows up to 19 digits). */
export const SCHEME_LENGTHS: Readonly<Record<Scheme, readonly number[]>> = {
  rupay: [16],
  visa: [13, 16, 19],
  mastercard: [16],
  maestro: [12, 13, 14, 15, 16, 17, 18, 19],
  amex: [15],
  diners: [14, 15, 16, 17, 18, 19],
  discover: [16, 17, 18, 19],
  jcb: [16, 17, 18, 19],
  unionpay: [16, 17, 18, 19],
};

/** Numbers that begin with anything from `from` to `to` (same width): the likeliest scheme first, then the others that use them. */
export type SchemeRange = {
  readonly from: string;
  readonly to: string;
  readonly schemes: readonly [Scheme, ...Scheme[]];
};

/**
 * Who issues which numbers. RuPay: NPCI's families 60, 65, 81, 82, 508 and the JCB co-brand 353/356, with the finer ranges 508500–508999,
 * 652150–653149 and 817200–820199 that payment companies publish; the rest from each scheme's published ranges. A range
 * shared by two schemes names both: a BIN alone refuses no card, the scheme the gateway answers is the truth.
 */
const RANGES: readonly SchemeRange[] = [
  { from: '508500', to: '508999', schemes: ['rupay', 'maestro'] },
  { from: '652150', to: '653149', schemes: ['rupay', 'discover'] },
  { from: '817200', to: '820199', schemes: ['rupay', 'unionpay'] },
  { from: '3530', to: '3539', schemes: ['rupay', 'jcb'] },
  { from: '3560', to: '3569', schemes: ['rupay', 'jcb'] },
  { from: '508', to: '508', schemes: ['maestro', 'rupay'] },
  { from: '60', to: '60', schemes: ['rupay', 'maestro'] },
  { from: '65', to: '65', schemes: ['discover', 'rupay'] },
  { from: '810', to: '817', schemes: ['unionpay', 'rupay'] },
  { from: '81', to: '82', schemes: ['rupay'] },
  { from: '4', to: '4', schemes: ['visa'] },
  { from: '51', to: '55', schemes: ['mastercard'] },
  { from: '2221', to: '2720', schemes: ['mastercard'] },
  { from: '50', to: '50', schemes: ['maestro'] },
  { from: '56', to: '58', schemes: ['maestro'] },
  { from: '6', to: '6', schemes: ['maestro'] },
  { from: '34', to: '34', schemes: ['amex'] },
  { from: '37', to: '37', schemes: ['amex'] },
  { from: '300', to: '305', schemes: ['diners'] },
  { from: '3095', to: '3095', schemes: ['diners'] },
  { from: '36', to: '36', schemes: ['diners'] },
  { from: '38', to: '39', schemes: ['diners'] },
  { from: '6011', to: '6011', schemes: ['discover', 'rupay'] },
  { from: '644', to: '649', schemes: ['discover'] },
  { from: '3528', to: '3589', schemes: ['jcb'] },
  { from: '62', to: '62', schemes: ['unionpay'] },
];

/** All ranges, longest prefix first, and of equally long ones the narrowest first. */
export const SCHEME_RANGES: readonly SchemeRange[] = RANGES.toSorted((a, b) => {
  const byLength = b.from.length - a.from.length;
  return byLength === 0 ? Number(a.to) - Number(a.from) - (Number(b.to) - Number(b.from)) : byLength;
});
