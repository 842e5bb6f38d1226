import { lineIdAt } from '../../../shared/domain/derived-ids.ts';
import type { LineId, OrderId, ProductId } from '../../../shared/domain/ids.ts';
import type { Paise } from '../../../shared/domain/money.ts';
import type { QuantityMilli } from '../../../shared/domain/quantity.ts';
import { assert } from '../../../shared/domain/result.ts';
import { insertInto, selected } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** What a line says of its product, word for word as it was at the sale. */
export type LineText = {
  readonly productId: ProductId | null;
  readonly name: string;
  readonly nameHi: string | null;
  readonly hsn: string | null;
  readonly unit: string;
  readonly category: string | null;
};

/** An order line: gross − discount = total = taxable + cgst + sgst + igst. */
export type OrderLineRecord = LineText & {
  readonly lineId: LineId;
  readonly quantityMilli: QuantityMilli;
  readonly unitPricePaise: Paise;
  readonly mrpPaise: Paise | null;
  readonly grossPaise: Paise;
  readonly discountPaise: Paise;
  readonly taxablePaise: Paise;
  readonly gstRateBp: number;
  readonly cgstPaise: Paise;
  readonly sgstPaise: Paise;
  readonly igstPaise: Paise;
  readonly totalPaise: Paise;
};

const textFields = [
  'productId',
  'name',
  'nameHi',
  'hsn',
  'unit',
  'category',
] as const satisfies readonly (keyof LineText)[];
const lineFields = [
  'lineId',
  'quantityMilli',
  'unitPricePaise',
  'mrpPaise',
  'grossPaise',
  'discountPaise',
  'taxablePaise',
  'gstRateBp',
  'cgstPaise',
  'sgstPaise',
  'igstPaise',
  'totalPaise',
] as const satisfies readonly (keyof OrderLineRecord)[];

const FIND_TEXT = `SELECT text_id AS textId FROM line_texts WHERE name = @name AND product_id IS @productId
  AND name_hi IS @nameHi AND hsn IS @hsn AND unit = @unit AND category IS @category`;
const INSERT_TEXT = insertInto('line_texts', textFields);
const INSERT_LINE = insertInto('order_lines', ['orderSeq', 'position', 'textId', ...lineFields]);
const DELETE_LINES = 'DELETE FROM order_lines WHERE order_seq = ?';
const ORDER_ID = 'SELECT order_id AS orderId FROM orders WHERE seq = ?';
const LIST = `SELECT ${selected(lineFields, 'l')}, ${selected(textFields, 't')}, l.position AS position
  FROM order_lines l JOIN line_texts t ON t.text_id = l.text_id WHERE l.order_seq = ? ORDER BY l.position`;

/** Asserts that a line's sums add up: before it is committed and after it is read. */
export function assertLineMoney(line: OrderLineRecord): void {
  assert(line.grossPaise - line.discountPaise === line.totalPaise, 'line: gross − discount = total');
  const parts = line.taxablePaise + line.cgstPaise + line.sgstPaise + line.igstPaise;
  assert(parts === line.totalPaise, 'line: taxable + taxes = total');
}

function textIdOf(db: Writer, line: OrderLineRecord): number {
  const { productId, name, nameHi, hsn, unit, category } = line;
  const text: LineText = { productId, name, nameHi, hsn, unit, category };
  const known = db.query<LineText, { textId: number }>(FIND_TEXT).get(text);
  return known?.textId ?? db.change<LineText>(INSERT_TEXT).run(text).rowid;
}

/** The id of an order by its local number. */
export function orderIdOf(db: Reader, orderSeq: number): OrderId {
  const found = db.query<[number], { orderId: OrderId }>(ORDER_ID).get([orderSeq]);
  assert(found !== undefined, 'what belongs to an order has one');
  return found.orderId;
}

/** A line's id as its row says it: nothing where it follows from the order's (derived-ids.ts). */
export function storedLineId(orderId: OrderId, position: number, lineId: LineId): LineId | null {
  return lineId === lineIdAt(orderId, position) ? null : lineId;
}

/** Writes the lines of an open order in place of those it had. Called inside a transaction. */
export function replaceLines(db: Writer, orderSeq: number, lines: readonly OrderLineRecord[]): void {
  assert(lines.length > 0, 'an order has lines');
  db.change<[number]>(DELETE_LINES).run([orderSeq]);
  const orderId = orderIdOf(db, orderSeq);
  for (const [index, line] of lines.entries()) {
    assertLineMoney(line);
    const position = index + 1;
    const lineId = storedLineId(orderId, position, line.lineId);
    const params = { ...line, lineId, orderSeq, position, textId: textIdOf(db, line) };
    db.change<typeof params>(INSERT_LINE).run(params);
  }
}

/** The id of a line whose row says none. */
export function lineIdIn(orderId: OrderId | null, position: number): LineId {
  assert(orderId !== null, 'the id of a line follows from that of its order');
  return lineIdAt(orderId, position);
}

/** The lines of an order, in their order. Their sums were checked. */
export function listLines(db: Reader, orderSeq: number): OrderLineRecord[] {
  type Row = Omit<OrderLineRecord, 'lineId'> & { readonly lineId: LineId | null; readonly position: number };
  const rows = db.query<[number], Row>(LIST).all([orderSeq]);
  const orderId = rows.some(({ lineId }) => lineId === null) ? orderIdOf(db, orderSeq) : null;
  return rows.map(({ position, lineId, ...rest }) => {
    const line = { lineId: lineId ?? lineIdIn(orderId, position), ...rest };
    assertLineMoney(line);
    return line;
  });
}
