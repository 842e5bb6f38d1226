type StateRow = {
  readonly name: string;
  /** True for a Union Territory without its own legislature, where the second half is UTGST (UTGST Act, section 1). */
  readonly utgst?: true;
};

/** State and Union Territory codes of GST, the first two digits of a GSTIN (GST portal, State code list). */
export const STATES = {
  '01': { name: 'Jammu and Kashmir' },
  '02': { name: 'Himachal Pradesh' },
  '03': { name: 'Punjab' },
  '04': { name: 'Chandigarh', utgst: true },
  '05': { name: 'Uttarakhand' },
  '06': { name: 'Haryana' },
  '07': { name: 'Delhi' },
  '08': { name: 'Rajasthan' },
  '09': { name: 'Uttar Pradesh' },
  '10': { name: 'Bihar' },
  '11': { name: 'Sikkim' },
  '12': { name: 'Arunachal Pradesh' },
  '13': { name: 'Nagaland' },
  '14': { name: 'Manipur' },
  '15': { name: 'Mizoram' },
  '16': { name: 'Tripura' },
  '17': { name: 'Meghalaya' },
  '18': { name: 'Assam' },
  '19': { name: 'West Bengal' },
  '20': { name: 'Jharkhand' },
  '21': { name: 'Odisha' },
  '22': { name: 'Chhattisgarh' },
  '23': { name: 'Madhya Pradesh' },
  '24': { name: 'Gujarat' },
  '25': { name: 'Daman and Diu (until 2020)', utgst: true },
  '26': { name: 'Dadra and Nagar Haveli and Daman and Diu', utgst: true },
  '27': { name: 'Maharashtra' },
  '28': { name: 'Andhra Pradesh (before 2014)' },
  '29': { name: 'Karnataka' },
  '30': { name: 'Goa' },
  '31': { name: 'Lakshadweep', utgst: true },
  '32': { name: 'Kerala' },
  '33': { name: 'Tamil Nadu' },
  '34': { name: 'Puducherry' },
  '35': { name: 'Andaman and Nicobar Islands', utgst: true },
  '36': { name: 'Telangana' },
  '37': { name: 'Andhra Pradesh' },
  '38': { name: 'Ladakh', utgst: true },
  '97': { name: 'Other Territory', utgst: true },
} as const satisfies Readonly<Record<string, StateRow>>;

/** A two-digit State code of GST, with its leading zero. */
export type StateCode = keyof typeof STATES;

/** Tells whether a text is a State code of GST. */
export function isStateCode(text: string): text is StateCode {
  return Object.hasOwn(STATES, text);
}

/** The name of a State, in English. */
export function stateName(code: StateCode): string {
  return STATES[code].name;
}

/** What the second half of the tax is called there: UTGST in a Union Territory without a legislature, else SGST. */
export function stateTaxName(code: StateCode): 'SGST' | 'UTGST' {
  return 'utgst' in STATES[code] ? 'UTGST' : 'SGST';
}
