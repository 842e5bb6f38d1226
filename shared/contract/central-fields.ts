import { z } from 'zod';
import { fromDecimalString, type Paise } from '../domain/money.ts';
import { err, ok, type Result } from '../domain/result.ts';

/*
 * The fields of the central API's requests. They say what is wrong in the words of the base contract, and carry what the API's description says
 * of them, because their rules can't be told from their types.
 */

/** A request's schema, and what is wrong with a body: where, and a sentence. */
export type Schema<T> = z.ZodType<T>;
export type FieldIssue = { readonly path: readonly PropertyKey[]; readonly message: string };

type Reading<T> = Result<T, string>;
type Description = { readonly type: string | readonly string[]; readonly [key: string]: unknown };

/** The sentences of the base contract. */
export const words = {
  required: 'This field is required.',
  null: 'This field may not be null.',
  blank: 'This field may not be blank.',
  text: 'Not a valid string.',
  longer: (max: number) => `Ensure this field has no more than ${max} characters.`,
  integer: 'A valid integer is required.',
  number: 'A valid number is required.',
  least: (min: number) => `Ensure this value is greater than or equal to ${min}.`,
  most: (max: number) => `Ensure this value is less than or equal to ${max}.`,
  digits: 'Ensure that there are no more than 10 digits in total.',
  decimals: 'Ensure that there are no more than 2 decimal places.',
  choice: (value: unknown) =>
    `"${typeof value === 'string' ? value.slice(0, 100) : typeof value}" is not a valid choice.`,
  email: 'Enter a valid email address.',
  uuid: 'Must be a valid UUID.',
  dictionary: 'Invalid data. Expected a dictionary.',
  list: 'Expected a list of items.',
  empty: 'This list may not be empty.',
  nul: 'Null characters are not allowed.',
} as const;

/** A field that must be there. */
export function required<T>(description: Description, read: (value: unknown) => Reading<T>) {
  return z
    .unknown()
    .meta(description)
    .transform((value, context): T => {
      const result =
        value === undefined ? err(words.required) : value === null ? err(words.null) : read(value);
      if (result.ok) return result.value;
      context.addIssue({ code: 'custom', message: result.error });
      return z.NEVER;
    });
}

/** A field that may be absent or null; both read as null. */
export function optional<T>(description: Description, read: (value: unknown) => Reading<T>) {
  return z
    .unknown()
    .meta(description)
    .optional()
    .transform((value, context): T | null => {
      if (value === undefined || value === null) return null;
      const result = read(value);
      if (result.ok) return result.value;
      context.addIssue({ code: 'custom', message: result.error });
      return z.NEVER;
    });
}

/** Text of at most so many characters; numbers are taken as their text, as the base contract does. */
export const readText =
  (max: number, blank: boolean) =>
  (value: unknown): Reading<string> => {
    if (typeof value !== 'string' && typeof value !== 'number') return err(words.text);
    const text = String(value).trim();
    if (text.includes('\0')) return err(words.nul);
    if (text === '' && !blank) return err(words.blank);
    return text.length > max ? err(words.longer(max)) : ok(text);
  };

/** A whole number, or its digits as text. */
export const readWhole =
  (min: number, max: number) =>
  (value: unknown): Reading<number> => {
    const isDigits = typeof value === 'string' && /^-?\d{1,16}$/.test(value.trim());
    const number = typeof value === 'number' ? value : isDigits ? Number(value) : Number.NaN;
    if (!Number.isInteger(number)) return err(words.integer);
    if (number < min) return err(words.least(min));
    return number > max ? err(words.most(max)) : ok(number);
  };

/** Rupees with at most two decimals and ten digits, as text or as a number; never below zero unless allowed. */
export const readMoney =
  (allowNegative = false) =>
  (value: unknown): Reading<Paise> => {
    if (typeof value !== 'string' && typeof value !== 'number') return err(words.number);
    const text = String(value).trim();
    const match = /^(-?)(\d{0,40})(?:\.(\d{0,40}))?$/.exec(text);
    const whole = match?.[2] ?? '';
    const decimals = match?.[3] ?? '';
    if (match === null || (whole === '' && decimals === '')) return err(words.number);
    if (decimals.length > 2) return err(words.decimals);
    if (whole.replace(/^0+/, '').length > 8) return err(words.digits);
    if (match[1] === '-' && !allowNegative) return err(words.least(0));
    const sum = fromDecimalString(`${match[1]}${whole === '' ? '0' : whole}.${decimals.padEnd(2, '0')}`);
    return sum.ok ? ok(sum.value) : err(words.number);
  };

/** One of a list. */
export const readChoice =
  <const T extends string>(choices: readonly T[]) =>
  (value: unknown): Reading<T> => {
    const found = choices.find((choice) => choice === value);
    return found === undefined ? err(words.choice(value)) : ok(found);
  };

/** An e-mail address as far as its shape can be told. */
export const readEmail = (value: unknown): Reading<string> => {
  const text = readText(254, false)(value);
  if (!text.ok) return text;
  return /^[^\s@<>"]{1,64}@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(text.value) ? text : err(words.email);
};

/** A UUID, in lower case. */
export const readUuid = (value: unknown): Reading<string> =>
  typeof value === 'string' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(value)
    ? ok(value.toLowerCase())
    : err(words.uuid);

/** A moment, ISO 8601 with its zone, as UTC milliseconds. */
export const readMoment = (value: unknown): Reading<number> => {
  const isMoment =
    typeof value === 'string' &&
    /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/.test(value);
  const at = isMoment ? Date.parse(value) : Number.NaN;
  return Number.isSafeInteger(at) && at >= 0
    ? ok(at)
    : err('Datetime has wrong format. Use ISO 8601 with a zone.');
};

/** A date, `YYYY-MM-DD`. */
export const readDate = (value: unknown): Reading<string> =>
  typeof value === 'string' &&
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? ok(value)
    : err('Date has wrong format. Use YYYY-MM-DD.');

const moneyDescription = {
  type: ['string', 'number'],
  description:
    'Rupees; at most 10 digits, 2 of them after the point. Replies always write text with two decimals.',
  examples: ['499.00'],
} as const;

/** The fields as the requests use them. */
export const fields = {
  text: (max: number) => required({ type: 'string', minLength: 1, maxLength: max }, readText(max, false)),
  optionalText: (max: number) => optional({ type: ['string', 'null'], maxLength: max }, readText(max, true)),
  whole: (min: number, max: number) =>
    required({ type: 'integer', minimum: min, maximum: max }, readWhole(min, max)),
  optionalWhole: (min: number, max: number) =>
    optional({ type: ['integer', 'null'], minimum: min, maximum: max }, readWhole(min, max)),
  money: () => required(moneyDescription, readMoney()),
  optionalMoney: (allowNegative = false) =>
    optional({ ...moneyDescription, type: ['string', 'number', 'null'] }, readMoney(allowNegative)),
  optionalChoice: <const T extends string>(choices: readonly T[]) =>
    optional({ type: ['string', 'null'], enum: [...choices, null] }, readChoice(choices)),
  email: () => required({ type: 'string', format: 'email', maxLength: 254 }, readEmail),
  optionalUuid: () => optional({ type: ['string', 'null'], format: 'uuid' }, readUuid),
  optionalMoment: () => optional({ type: ['string', 'null'], format: 'date-time' }, readMoment),
  optionalDate: () => optional({ type: ['string', 'null'], format: 'date' }, readDate),
} as const;

const wrongShape = (issue: { readonly input?: unknown }, otherwise: string): string =>
  issue.input === undefined ? words.required : issue.input === null ? words.null : otherwise;

/** A nested object. Keys that it does not know are passed over, as the base contract does. */
export function dictionary<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.object(shape, { error: (issue) => wrongShape(issue, words.dictionary) });
}

/** A list with something in it. */
export function listOf<Item extends z.ZodType>(item: Item, max: number) {
  return z
    .array(item, { error: (issue) => wrongShape(issue, words.list) })
    .min(1, words.empty)
    .max(max, `Ensure this field has no more than ${max} elements.`);
}

/** What a request's schema says of itself, as JSON Schema 2020-12, for the API's description. */
export function describeSchema(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const { $schema: _, ...description } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return description;
}
