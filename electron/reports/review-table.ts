import type { Review, Reviewed, ReviewFigure, ReviewRow, ReviewSums } from '../../shared/contract/review.ts';
import { tenderKindSchema } from '../../shared/contract/sale.ts';
import { ZERO_PAISE } from '../../shared/domain/money.ts';
import { csvLine, type CsvCell } from './csv.ts';
import type { ReviewTexts } from './review-texts.ts';

function sumCells(sums: ReviewSums): CsvCell[] {
  const {
    billCount,
    amountPaise,
    discountPaise,
    taxablePaise,
    cgstPaise,
    sgstPaise,
    igstPaise,
    roundOffPaise,
  } = sums;
  const amounts = [amountPaise, discountPaise, taxablePaise, cgstPaise, sgstPaise, igstPaise, roundOffPaise];
  return [billCount, ...amounts.map((paise) => ({ paise }))];
}

function sumColumns({ columns }: ReviewTexts): string[] {
  const { count, amount, discount, taxable, cgst, sgst, igst, roundOff } = columns;
  return [count, amount, discount, taxable, cgst, sgst, igst, roundOff];
}

/** A rate of tax as people write it: 1250 is 12.5 %. */
function rateWords(key: string): string {
  return `${String(Number(key) / 100)}%`;
}

/** What a figure is of, in words. */
function keyWords({ dimension, key }: ReviewFigure, texts: ReviewTexts): string {
  if (dimension === 'hour' || dimension === 'until' || dimension === 'refund-hour') return `${key}:00`;
  if (dimension === 'tax' || dimension === 'refund-tax') return rateWords(key);
  if (dimension === 'category' || dimension === 'refund-category') return key === '' ? texts.noCategory : key;
  const kind = tenderKindSchema.safeParse(key);
  return kind.success ? texts.tender[kind.data] : key;
}

const noTaxes = {
  discountPaise: ZERO_PAISE,
  taxablePaise: ZERO_PAISE,
  cgstPaise: ZERO_PAISE,
  sgstPaise: ZERO_PAISE,
  igstPaise: ZERO_PAISE,
  roundOffPaise: ZERO_PAISE,
} as const;

function* rangeLines({ from, to, figures, days }: Reviewed, texts: ReviewTexts): Generator<string> {
  for (const figure of figures) {
    const words = [texts.dimension[figure.dimension], keyWords(figure, texts)];
    yield csvLine([...words, from, to, ...sumCells(figure)]);
  }
  for (const { businessDate, billCount, amountPaise } of days) {
    const sums = sumCells({ ...noTaxes, billCount, amountPaise });
    yield csvLine([texts.dimension.day, businessDate, businessDate, businessDate, ...sums]);
  }
}

/** The lines of a saved review: a heading, then every figure of the range, of what is open now and of the range before, one shape for all. */
export function* reviewLines(review: Review, texts: ReviewTexts): Generator<string> {
  const { figure, of, from, to } = texts.columns;
  yield csvLine([figure, of, from, to, ...sumColumns(texts)]);
  yield* rangeLines(review, texts);
  for (const open of review.now)
    yield csvLine([texts.dimension[open.dimension], '', '', '', ...sumCells(open)]);
  yield* rangeLines(review.before, texts);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function timeIn(atMs: number, zone: string): string {
  const known = clocks.get(zone);
  const options = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const clock = known ?? new Intl.DateTimeFormat('en-GB-u-nu-latn', options);
  clocks.set(zone, clock);
  return clock.format(atMs);
}

/** The heading of a table of orders. */
export function rowsHeading(texts: ReviewTexts): string {
  const { number, date, time, goods, lines, paidBy, orderTotal } = texts.columns;
  return csvLine([number, date, time, goods, lines, paidBy, orderTotal, ...sumColumns(texts)]);
}

/** An order behind a figure as a line of that table. */
export function rowLine(row: ReviewRow, texts: ReviewTexts, zone: string): string {
  const { document, businessDate, at, firstProduct, lineCount, tenderKinds, totalPaise } = row;
  const paidBy = tenderKinds.map((kind) => texts.tender[kind]).join(' + ');
  const bill = [document ?? '', businessDate, timeIn(at, zone), firstProduct, lineCount, paidBy];
  return csvLine([...bill, { paise: totalPaise }, ...sumCells(row)]);
}
