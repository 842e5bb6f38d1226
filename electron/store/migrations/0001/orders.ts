/**
 * Orders and their lines. `seq` is the order in which this till made them: "newest first" is seq, never the clock (FIELD 4.10).
 * total = subtotal + tax + round-off; subtotal is the taxable value after discounts; gross is with tax, before discounts.
 */
export const orders = [
  `CREATE TABLE orders (
    seq INTEGER PRIMARY KEY,
    order_id TEXT NOT NULL UNIQUE CHECK (length(order_id) = 36),
    version INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL
      CHECK (state IN ('open', 'paying', 'part-paid', 'paid', 'paid-not-completed', 'abandoned', 'refunded')),
    till_code TEXT NOT NULL,
    business_date TEXT NOT NULL,
    document TEXT NOT NULL CHECK (document IN ('tax-invoice', 'bill-of-supply')),
    supply TEXT NOT NULL CHECK (supply IN ('intra-state', 'inter-state')),
    place_of_supply TEXT CHECK (length(place_of_supply) = 2),
    currency TEXT NOT NULL DEFAULT 'INR' CHECK (currency = 'INR'),
    gross_paise INTEGER NOT NULL CHECK (gross_paise >= 0),
    discount_paise INTEGER NOT NULL CHECK (discount_paise BETWEEN 0 AND gross_paise),
    subtotal_paise INTEGER NOT NULL CHECK (subtotal_paise >= 0),
    tax_paise INTEGER NOT NULL CHECK (tax_paise >= 0),
    round_off_paise INTEGER NOT NULL CHECK (round_off_paise BETWEEN -50 AND 50),
    total_paise INTEGER NOT NULL CHECK (total_paise >= 0),
    line_count INTEGER NOT NULL CHECK (line_count > 0),
    first_product TEXT NOT NULL,
    -- What the list of orders shows of the tenders, kept here so that a page of it is one range of this table.
    tender_kinds TEXT NOT NULL DEFAULT '',
    last_four TEXT CHECK (length(last_four) = 4),
    series_id INTEGER REFERENCES invoice_series (series_id),
    series_number INTEGER,
    invoice_number TEXT,
    paid_at INTEGER,
    customer_id TEXT REFERENCES customers (customer_id),
    buyer_name TEXT,
    buyer_phone TEXT,
    buyer_gstin TEXT,
    buyer_address TEXT,
    person_id TEXT REFERENCES people (person_id),
    shift_id TEXT REFERENCES shifts (shift_id),
    notes TEXT NOT NULL DEFAULT '',
    payment_token TEXT CHECK (length(payment_token) <= 100),
    transaction_id TEXT CHECK (length(transaction_id) <= 100),
    auth_code TEXT CHECK (length(auth_code) <= 50),
    payment_gateway_response TEXT
      CHECK (payment_gateway_response IS NULL OR json_valid(payment_gateway_response)),
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- The two states that the central API's base contract knows follow from ours and can't contradict it.
    payment_status TEXT GENERATED ALWAYS AS (CASE state
      WHEN 'open' THEN 'pending' WHEN 'paying' THEN 'processing' WHEN 'part-paid' THEN 'processing'
      WHEN 'abandoned' THEN 'failed' WHEN 'refunded' THEN 'refunded' ELSE 'completed' END) VIRTUAL,
    status TEXT GENERATED ALWAYS AS (CASE state
      WHEN 'paid' THEN 'delivered' WHEN 'refunded' THEN 'delivered' WHEN 'paid-not-completed' THEN 'processing'
      WHEN 'abandoned' THEN 'cancelled' ELSE 'pending' END) VIRTUAL,
    CHECK (gross_paise - discount_paise = subtotal_paise + tax_paise),
    CHECK (subtotal_paise + tax_paise + round_off_paise = total_paise),
    CHECK ((state IN ('paid', 'refunded')) = (invoice_number IS NOT NULL)),
    CHECK ((invoice_number IS NULL) = (paid_at IS NULL)),
    CHECK ((invoice_number IS NULL) = (series_id IS NULL)),
    CHECK ((invoice_number IS NULL) = (series_number IS NULL)),
    -- Rule 46(b): at most 16 letters, digits, dashes and slashes.
    CHECK (length(invoice_number) BETWEEN 1 AND 16 AND invoice_number NOT GLOB '*[^A-Za-z0-9/-]*')
  ) STRICT`,
  `CREATE UNIQUE INDEX orders_by_number ON orders (invoice_number) WHERE invoice_number IS NOT NULL`,
  `CREATE UNIQUE INDEX orders_by_series ON orders (series_id, series_number) WHERE series_id IS NOT NULL`,
  `CREATE INDEX orders_by_date ON orders (business_date, seq)`,
  `CREATE INDEX orders_by_total ON orders (total_paise, seq)`,
  `CREATE INDEX orders_by_phone ON orders (buyer_phone, seq) WHERE buyer_phone IS NOT NULL`,
  `CREATE INDEX orders_by_transaction ON orders (transaction_id) WHERE transaction_id IS NOT NULL`,
  `CREATE INDEX orders_unfinished ON orders (state, seq)
    WHERE state IN ('open', 'paying', 'part-paid', 'paid-not-completed')`,
  // What a line says of its product, word for word as it was then; shared by all lines that say the same.
  `CREATE TABLE line_texts (
    text_id INTEGER PRIMARY KEY,
    product_id TEXT,
    name TEXT NOT NULL,
    name_hi TEXT,
    hsn TEXT,
    unit TEXT NOT NULL,
    category TEXT
  ) STRICT`,
  `CREATE INDEX line_texts_by_name ON line_texts (name, product_id)`,
  `CREATE TABLE order_lines (
    order_seq INTEGER NOT NULL REFERENCES orders (seq),
    position INTEGER NOT NULL CHECK (position BETWEEN 1 AND 500),
    line_id TEXT NOT NULL CHECK (length(line_id) = 36),
    text_id INTEGER NOT NULL REFERENCES line_texts (text_id),
    quantity_milli INTEGER NOT NULL CHECK (quantity_milli > 0),
    unit_price_paise INTEGER NOT NULL CHECK (unit_price_paise >= 0),
    mrp_paise INTEGER CHECK (mrp_paise >= 0),
    gross_paise INTEGER NOT NULL CHECK (gross_paise >= 0),
    discount_paise INTEGER NOT NULL CHECK (discount_paise BETWEEN 0 AND gross_paise),
    taxable_paise INTEGER NOT NULL CHECK (taxable_paise >= 0),
    gst_rate_bp INTEGER NOT NULL CHECK (gst_rate_bp BETWEEN 0 AND 10000),
    cgst_paise INTEGER NOT NULL CHECK (cgst_paise >= 0),
    sgst_paise INTEGER NOT NULL CHECK (sgst_paise >= 0),
    igst_paise INTEGER NOT NULL CHECK (igst_paise >= 0),
    total_paise INTEGER NOT NULL CHECK (total_paise >= 0),
    PRIMARY KEY (order_seq, position),
    CHECK (gross_paise - discount_paise = total_paise),
    CHECK (taxable_paise + cgst_paise + sgst_paise + igst_paise = total_paise)
  ) STRICT, WITHOUT ROWID`,
] as const;
