/** A cash sale as the rows it leaves: what any program over the same schema has to write. */
import { saleTotals } from '../../../electron/store/units/sale-totals.ts';
import type { DayTotal } from '../../../electron/store/repositories/day-totals.ts';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { ChargeCash } from '../../../electron/store/units/charge-cash.ts';
import { tokenise } from '../../../shared/domain/search.ts';

export type Row = Record<string, string | number | null>;

/** The rows of a sale; what only the store can say (numbers of rows and of the invoice) is put in while it is written, and so are the words and the day's sums, which are part of the work. */
export type BareSale = {
  readonly order: Row;
  readonly lines: readonly { readonly text: Row; readonly line: Row; readonly quantity: number }[];
  readonly words: () => readonly string[];
  readonly tender: Row;
  readonly press: Row;
  readonly totals: () => readonly DayTotal[];
  readonly date: string;
  readonly at: number;
  readonly year: string;
  readonly installation: string;
};

const snake = (row: object): Row =>
  Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value as string | number | null,
    ]),
  );

/** Takes a sale apart that the store's own unit could charge. */
export function bareSale(input: ChargeCash): BareSale {
  const { order, lines, tender, press, moment } = input;
  const { at, businessDate, hour, series } = moment;
  const paid = { ...order, seq: 0, version: 3, state: 'paid' } as unknown as Parameters<
    typeof saleTotals
  >[0]['order'];
  const texts = lines.flatMap((line) => [line.name, line.nameHi ?? '']);
  return {
    order: snake({
      ...order,
      lineCount: lines.length,
      firstProduct: lines[0]?.name ?? '',
      updatedAt: at,
      state: 'open',
    }),
    lines: lines.map(({ productId, name, nameHi, hsn, unit, category, ...money }) => ({
      text: snake({ productId, name, nameHi, hsn, unit, category }),
      // The ids of lines and tenders follow from the order's and are not written.
      line: snake({ ...money, lineId: null }),
      quantity: money.quantityMilli,
    })),
    words: () => [...new Set(texts.flatMap(tokenise))],
    tender: snake(tender),
    press: snake({ ...press, createdAt: at }),
    totals: () => saleTotals({ order: paid, lines, tenders: [tender], hour }),
    date: businessDate,
    at,
    year: series.financialYear,
    installation: series.installationId,
  };
}

/** The number of an invoice of these engines. */
export function invoiceNumberOf(year: string, number: number): string {
  return `A1/${year}/${String(number).padStart(6, '0')}`;
}

/** The outbox row of a sale that was written, over all of it. */
export function outboxRow(sale: BareSale, orderSeq: number, invoiceNumber: string): Row {
  const { order, lines, tender, at } = sale;
  const payload = JSON.stringify({
    form: 1,
    order: { ...order, orderSeq, invoiceNumber },
    lines,
    tenders: [tender],
  });
  return {
    outbox_id: systemIds.next(),
    aggregate: 'order',
    aggregate_id: order['order_id'] ?? null,
    kind: 'order-completed',
    payload,
    payload_hash: sha256Hex(payload),
    created_at: at,
  };
}

/** The audit row of a sale that was written. */
export function auditRow(sale: BareSale, orderSeq: number): Row {
  const detail = JSON.stringify({ hour: 12 });
  return { at: sale.at, person_id: null, action: 'sale-completed', detail, order_seq: orderSeq };
}

/** What adds to the sums of a day. */
export const ADD_TO_DAY = `INSERT INTO day_totals (business_date, dimension, key, bill_count, amount_paise, discount_paise, taxable_paise,
    cgst_paise, sgst_paise, igst_paise, round_off_paise) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (business_date, dimension, key) DO UPDATE SET
    bill_count = bill_count + excluded.bill_count, amount_paise = amount_paise + excluded.amount_paise,
    discount_paise = discount_paise + excluded.discount_paise, taxable_paise = taxable_paise + excluded.taxable_paise,
    cgst_paise = cgst_paise + excluded.cgst_paise, sgst_paise = sgst_paise + excluded.sgst_paise,
    igst_paise = igst_paise + excluded.igst_paise, round_off_paise = round_off_paise + excluded.round_off_paise`;
export const ADD_STOCK = `INSERT INTO stock_levels (product_id, quantity_milli) VALUES (?, ?)
  ON CONFLICT (product_id) DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli`;

/** The sums of a day in the order of ADD_TO_DAY. */
export function dayValues(total: DayTotal): (string | number)[] {
  const { businessDate, dimension, key, billCount, amountPaise, discountPaise, taxablePaise } = total;
  const { cgstPaise, sgstPaise, igstPaise, roundOffPaise } = total;
  const sums = [billCount, amountPaise, discountPaise, taxablePaise, cgstPaise, sgstPaise, igstPaise];
  return [businessDate, dimension, key, ...sums, roundOffPaise];
}
