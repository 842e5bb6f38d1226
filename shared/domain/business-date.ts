import { assert, err, ok, type Result } from './result.ts';

declare const businessDateBrand: unique symbol;

/** A day of trade in the shop's zone, `YYYY-MM-DD`; such texts sort as dates do. */
export type BusinessDate = string & { readonly [businessDateBrand]: true };

export type BusinessDateError = { readonly code: 'invalid-date' };

const DAY_MS = 86_400_000;

/** Tells whether a text is a real calendar day of the years 2000–2199. */
export function isBusinessDate(text: string): text is BusinessDate {
  const match = /^(2[01]\d\d)-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return false;
  const atMs = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(atMs) && new Date(atMs).toISOString().startsWith(text);
}

/** Reads a business date. */
export function parseBusinessDate(text: string): Result<BusinessDate, BusinessDateError> {
  return isBusinessDate(text) ? ok(text) : err({ code: 'invalid-date' });
}

const calendars = new Map<string, Intl.DateTimeFormat>();

/** The calendar of a zone, made once: making one costs more than all else that a sale asks of it. */
function calendarIn(timeZone: string): Intl.DateTimeFormat {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  calendars.set(timeZone, made);
  return made;
}

/** The calendar day of an instant (UTC milliseconds) in an IANA zone, such as 'Asia/Kolkata'; an unknown zone throws. */
export function calendarDate(atMs: number, timeZone: string): BusinessDate {
  const fields = calendarIn(timeZone).formatToParts(atMs);
  const field = (type: string): string => fields.find((part) => part.type === type)?.value ?? '';
  const text = `${field('year')}-${field('month')}-${field('day')}`;
  assert(isBusinessDate(text), `not a business date: ${text}`);
  return text;
}

/** The later of two business dates. */
export function laterDate(a: BusinessDate, b: BusinessDate): BusinessDate {
  return a > b ? a : b;
}

/** The day `days` after a business date, or before it when negative. */
export function addDays(date: BusinessDate, days: number): BusinessDate {
  const text = new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
  assert(isBusinessDate(text), `not a business date: ${text}`);
  return text;
}

/**
 * The business date to store at a commit (FIELD 4.10): the shop's calendar day, but never before the last one stored, and never a day
 * that is closed, so that a clock set back changes no closed day.
 */
export function businessDateAt(input: {
  readonly atMs: number;
  readonly timeZone: string;
  readonly lastDate: BusinessDate | null;
  readonly lastClosedDate: BusinessDate | null;
}): BusinessDate {
  let date = calendarDate(input.atMs, input.timeZone);
  if (input.lastDate !== null) date = laterDate(date, input.lastDate);
  if (input.lastClosedDate !== null) date = laterDate(date, addDays(input.lastClosedDate, 1));
  return date;
}

/** The last day by which a failed but debited payment is reversed (RBI, T+5 days); from the next day the bank owes ₹100 a day. */
export function reversalDueDate(paymentDate: BusinessDate): BusinessDate {
  return addDays(paymentDate, 5);
}
