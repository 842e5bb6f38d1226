/** Triggers that keep what is done done: whatever code runs, a paid order's money can't be changed and no history is rewritten. */

/** No row of the table may be changed or deleted. */
function appendOnly(table: string): readonly string[] {
  return [
    `CREATE TRIGGER ${table}_never_changes BEFORE UPDATE ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`,
    neverDeleted(table),
  ];
}

/** No row of the table may be deleted: records are kept 72 months (CGST Act, section 36). */
function neverDeleted(table: string): string {
  return `CREATE TRIGGER ${table}_is_kept BEFORE DELETE ON ${table}
    BEGIN SELECT RAISE(ABORT, '${table} keeps every row'); END`;
}

/** A condition that is true when an update changes one of the columns. */
function changes(columns: readonly string[]): string {
  return columns.map((column) => `NEW.${column} IS NOT OLD.${column}`).join(' OR ');
}

const orderIdentity = ['seq', 'order_id', 'till_code', 'currency', 'created_at'];
const orderMoney = [
  'gross_paise',
  'discount_paise',
  'subtotal_paise',
  'tax_paise',
  'round_off_paise',
  'total_paise',
  'line_count',
  'first_product',
  'document',
  'supply',
  'place_of_supply',
];
const orderSale = [
  'business_date',
  'series_id',
  'series_number',
  'invoice_number',
  'paid_at',
  'tender_kinds',
  'last_four',
  'customer_id',
  'buyer_name',
  'buyer_phone',
  'buyer_gstin',
  'buyer_address',
  'person_id',
  'shift_id',
  'payment_token',
  'transaction_id',
  'auth_code',
  'payment_gateway_response',
];
const attemptIdentity = [
  'attempt_seq',
  'attempt_id',
  'order_seq',
  'kind',
  'amount_paise',
  'request_id',
  'request_hash',
  'gateway',
  'terminal_id',
  'created_at',
];

const tenderFacts = [
  'order_seq',
  'position',
  'tender_id',
  'kind',
  'amount_paise',
  'received_paise',
  'change_paise',
  'attempt_seq',
  'scheme',
  'last_four',
  'rrn',
  'auth_code',
  'business_date',
  'taken_at',
];

export const freezing: readonly string[] = [
  `CREATE TRIGGER orders_begin_open BEFORE INSERT ON orders WHEN NEW.state <> 'open'
    BEGIN SELECT RAISE(ABORT, 'an order begins open'); END`,
  neverDeleted('orders'),
  `CREATE TRIGGER orders_keep_identity BEFORE UPDATE ON orders WHEN ${changes(orderIdentity)}
    BEGIN SELECT RAISE(ABORT, 'an order keeps its identity'); END`,
  `CREATE TRIGGER orders_money_is_frozen BEFORE UPDATE ON orders
    WHEN OLD.state <> 'open' AND (${changes(orderMoney)})
    BEGIN SELECT RAISE(ABORT, 'the money of an order that is being paid or over is frozen'); END`,
  `CREATE TRIGGER orders_sale_is_frozen BEFORE UPDATE ON orders
    WHEN OLD.state IN ('paid', 'refunded') AND (${changes(orderSale)})
    BEGIN SELECT RAISE(ABORT, 'a paid order is frozen'); END`,
  `CREATE TRIGGER orders_stay_paid BEFORE UPDATE OF state ON orders
    WHEN (OLD.state = 'paid' AND NEW.state NOT IN ('paid', 'refunded'))
      OR (OLD.state = 'refunded' AND NEW.state <> 'refunded')
      OR (OLD.state = 'paid-not-completed' AND NEW.state NOT IN ('paid-not-completed', 'part-paid', 'paid', 'abandoned'))
    BEGIN SELECT RAISE(ABORT, 'a paid order stays paid'); END`,
  `CREATE TRIGGER orders_are_paid_in_full BEFORE UPDATE OF state ON orders
    WHEN NEW.state = 'paid' AND OLD.state <> 'paid'
      AND (SELECT coalesce(sum(amount_paise), 0) FROM tenders WHERE order_seq = NEW.seq AND withdrawn_at IS NULL)
        <> NEW.total_paise
    BEGIN SELECT RAISE(ABORT, 'an order is paid when its tenders are its total'); END`,
  `CREATE TRIGGER orders_keep_closed_days BEFORE UPDATE OF state ON orders
    WHEN NEW.state = 'paid' AND OLD.state <> 'paid' AND EXISTS (SELECT 1 FROM business_days
      WHERE business_date = NEW.business_date AND closed_at IS NOT NULL)
    BEGIN SELECT RAISE(ABORT, 'no sale enters a closed day'); END`,
  `CREATE TRIGGER order_lines_never_change BEFORE UPDATE ON order_lines
    BEGIN SELECT RAISE(ABORT, 'an order line is never changed'); END`,
  `CREATE TRIGGER order_lines_enter_open_orders BEFORE INSERT ON order_lines
    WHEN (SELECT state FROM orders WHERE seq = NEW.order_seq) <> 'open'
    BEGIN SELECT RAISE(ABORT, 'the lines of an order that is being paid or over are frozen'); END`,
  `CREATE TRIGGER order_lines_leave_open_orders BEFORE DELETE ON order_lines
    WHEN (SELECT state FROM orders WHERE seq = OLD.order_seq) <> 'open'
    BEGIN SELECT RAISE(ABORT, 'the lines of an order that is being paid or over are frozen'); END`,
  `CREATE TRIGGER orders_reopen_unpaid BEFORE UPDATE OF state ON orders
    WHEN NEW.state = 'open' AND OLD.state <> 'open' AND EXISTS (SELECT 1 FROM tenders
      WHERE order_seq = NEW.seq AND withdrawn_at IS NULL)
    BEGIN SELECT RAISE(ABORT, 'an order with a tender is not open'); END`,
  `CREATE TRIGGER tenders_enter_unpaid_orders BEFORE INSERT ON tenders
    WHEN (SELECT state FROM orders WHERE seq = NEW.order_seq) NOT IN ('paying', 'part-paid', 'paid-not-completed')
    BEGIN SELECT RAISE(ABORT, 'a tender pays an order that is being paid'); END`,
  `CREATE TRIGGER tenders_never_change BEFORE UPDATE ON tenders
    WHEN ${changes(tenderFacts)} OR OLD.withdrawn_at IS NOT NULL
      OR (SELECT state FROM orders WHERE seq = OLD.order_seq) IN ('paid', 'refunded')
    BEGIN SELECT RAISE(ABORT, 'a tender is only ever withdrawn, and only before its order is paid'); END`,
  `CREATE TRIGGER payment_attempts_keep_identity BEFORE UPDATE ON payment_attempts WHEN ${changes(attemptIdentity)}
    BEGIN SELECT RAISE(ABORT, 'a payment attempt keeps its identity'); END`,
  `CREATE TRIGGER payment_attempts_count_versions BEFORE UPDATE ON payment_attempts WHEN NEW.version <> OLD.version + 1
    BEGIN SELECT RAISE(ABORT, 'every change of a payment attempt counts its version up by one'); END`,
  // FIELD 4.4: an approval never regresses.
  `CREATE TRIGGER payment_attempts_stay_approved BEFORE UPDATE OF state ON payment_attempts
    WHEN OLD.state = 'APPROVED' AND NEW.state NOT IN ('APPROVED', 'VOID_DUE', 'REFUND_DUE')
    BEGIN SELECT RAISE(ABORT, 'an approval never regresses'); END`,
  neverDeleted('payment_attempts'),
  ...appendOnly('payment_attempt_events'),
  ...appendOnly('charge_requests'),
  neverDeleted('tenders'),
  ...appendOnly('line_texts'),
  ...appendOnly('credit_notes'),
  ...appendOnly('refund_lines'),
  ...appendOnly('cash_movements'),
  ...appendOnly('stock_movements'),
  ...appendOnly('audit'),
  neverDeleted('refunds'),
  neverDeleted('shifts'),
  neverDeleted('people'),
  `CREATE TRIGGER business_days_stay_closed BEFORE UPDATE ON business_days
    WHEN OLD.closed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a closed day stays closed'); END`,
  neverDeleted('business_days'),
  `CREATE TRIGGER outbox_keeps_its_word BEFORE UPDATE ON outbox
    WHEN ${changes(['outbox_seq', 'outbox_id', 'aggregate', 'aggregate_id', 'kind', 'payload_hash', 'created_at'])}
      OR (NEW.payload IS NOT OLD.payload AND NOT (NEW.payload IS NULL AND NEW.acked_at IS NOT NULL))
      OR (OLD.acked_at IS NOT NULL AND NEW.acked_at IS NULL)
    BEGIN SELECT RAISE(ABORT, 'an outbox row keeps its word until it is acknowledged'); END`,
  `CREATE TRIGGER outbox_waits_for_acknowledgement BEFORE DELETE ON outbox WHEN OLD.acked_at IS NULL
    BEGIN SELECT RAISE(ABORT, 'an outbox row that is not acknowledged is kept'); END`,
];
