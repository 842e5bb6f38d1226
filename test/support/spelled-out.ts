/** What a store leaves unsaid because it follows from other columns, as SQL that says it: for comparing stores, and for making ones of versions that wrote it down. */
import type Database from 'better-sqlite3';
import { wholeResponse } from '../../electron/store/repositories/gateway-response.ts';
import { giveBackIdsOf, lineIdAt, tenderIdAt } from '../../shared/domain/derived-ids.ts';
import { parseAttemptId, parseOrderId } from '../../shared/domain/ids.ts';
import { must } from './catalogue.ts';

/** Makes the functions known that the expressions call. */
export function teachSpelling(db: Database.Database): void {
  const order = (id: unknown) => must(parseOrderId(String(id)));
  const attempt = (id: unknown) => must(parseAttemptId(String(id)));
  db.function('line_id_at', (id: unknown, position: unknown) => lineIdAt(order(id), Number(position)));
  db.function('tender_id_at', (id: unknown, position: unknown) => tenderIdAt(order(id), Number(position)));
  db.function('void_id_of', (id: unknown) => giveBackIdsOf(attempt(id)).voidId);
  db.function('refund_id_of', (id: unknown) => giveBackIdsOf(attempt(id)).refundId);
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  db.function('whole_response', { varargs: true }, (...values: unknown[]) => {
    const [transactionId, authCode, rrn, batch, hostCode, hostMessage, scheme, maskedCard, entryMode] =
      values.map(text);
    const pin = values[9];
    const columns = {
      transactionId: transactionId ?? null,
      authCode: authCode ?? null,
      rrn: rrn ?? null,
      batch: batch ?? null,
      hostCode: hostCode ?? null,
      hostMessage: hostMessage ?? null,
      scheme: scheme ?? null,
      maskedCard: maskedCard ?? null,
      entryMode: entryMode ?? null,
      pinVerified: pin === null ? null : Number(pin) === 1,
    };
    return wholeResponse(columns, text(values[10]));
  });
}

const RESPONSE = `whole_response(transaction_id, auth_code, rrn, batch, host_code, host_message, scheme, masked_card,
  entry_mode, pin_verified, gateway_response)`;

/** The expression that says a column in full; the column itself where it always does. `schema` is where its tables are. */
export function spelledOut(schema: string, table: string, column: string): string {
  const orderId = `(SELECT o.order_id FROM ${schema}.orders o WHERE o.seq = order_seq)`;
  const said: Readonly<Record<string, string>> = {
    'order_lines.line_id': `coalesce(line_id, line_id_at(${orderId}, position))`,
    'tenders.tender_id': `coalesce(tender_id, tender_id_at(${orderId}, position))`,
    'payment_attempts.void_id': 'coalesce(void_id, void_id_of(attempt_id))',
    'payment_attempts.refund_id': 'coalesce(refund_id, refund_id_of(attempt_id))',
    'payment_attempts.gateway_response': RESPONSE,
    'orders.payment_gateway_response': `coalesce(payment_gateway_response,
      (SELECT ${RESPONSE} FROM ${schema}.payment_attempts a WHERE a.attempt_seq = payment_attempt_seq))`,
  };
  return said[`${table}.${column}`] ?? column;
}
