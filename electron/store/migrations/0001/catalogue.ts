/**
 * Version 1 of the catalogue's tables.
 *
 * A product is an identity that never changes (`products`) and its content (`product_versions`). A row of content belongs to the import
 * batch that wrote it and is seen only once that batch is `applied`; it stays seen until a batch that ended it is `applied`. So a whole
 * import becomes visible by one update of one row, and an import that was cancelled, failed or killed was never visible at all.
 * Batch 0 is what was entered by hand or came with the program.
 */
export const catalogue = [
  `CREATE TABLE import_batches (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    file_name TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staging', 'applied', 'cancelled', 'failed')),
    started_at INTEGER NOT NULL,
    finished_at INTEGER,
    rows_read INTEGER NOT NULL DEFAULT 0 CHECK (rows_read >= 0),
    rows_total INTEGER NOT NULL DEFAULT 0 CHECK (rows_total >= 0),
    added INTEGER NOT NULL DEFAULT 0 CHECK (added >= 0),
    changed INTEGER NOT NULL DEFAULT 0 CHECK (changed >= 0),
    unchanged INTEGER NOT NULL DEFAULT 0 CHECK (unchanged >= 0),
    refused INTEGER NOT NULL DEFAULT 0 CHECK (refused >= 0),
    failure TEXT,
    swept INTEGER NOT NULL DEFAULT 0 CHECK (swept IN (0, 1)),
    CHECK (state = 'staging' OR finished_at IS NOT NULL)
  ) STRICT`,
  `CREATE INDEX import_batches_unswept ON import_batches (number) WHERE swept = 0`,
  `CREATE INDEX import_batches_finished ON import_batches (finished_at) WHERE state = 'applied' AND number > 0`,
  `INSERT INTO import_batches (number, id, file_name, state, started_at, finished_at, swept)
    VALUES (0, 'by-hand', '', 'applied', 0, 0, 1)`,
  `CREATE TABLE products (
    product_id TEXT PRIMARY KEY CHECK (length(product_id) = 36),
    external_code TEXT UNIQUE CHECK (length(external_code) BETWEEN 1 AND 100),
    batch INTEGER NOT NULL REFERENCES import_batches (number),
    created_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE product_versions (
    version INTEGER PRIMARY KEY,
    product_id TEXT NOT NULL REFERENCES products (product_id),
    batch INTEGER NOT NULL REFERENCES import_batches (number),
    ended_batch INTEGER REFERENCES import_batches (number),
    sku TEXT CHECK (length(sku) BETWEEN 1 AND 100),
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    name_hi TEXT CHECK (length(name_hi) BETWEEN 1 AND 300),
    brand TEXT CHECK (length(brand) BETWEEN 1 AND 200),
    category TEXT CHECK (length(category) BETWEEN 1 AND 200),
    sub_category TEXT CHECK (length(sub_category) BETWEEN 1 AND 200),
    sold_by TEXT NOT NULL CHECK (sold_by IN ('piece', 'weight')),
    unit TEXT NOT NULL CHECK (length(unit) BETWEEN 1 AND 20),
    price_paise INTEGER NOT NULL CHECK (price_paise >= 0),
    mrp_paise INTEGER CHECK (mrp_paise >= price_paise),
    hsn TEXT CHECK (length(hsn) IN (4, 6, 8) AND hsn NOT GLOB '*[^0-9]*'),
    opening_stock_milli INTEGER,
    content_hash TEXT,
    name_key TEXT NOT NULL,
    name_hi_key TEXT NOT NULL,
    brand_key TEXT NOT NULL,
    sku_key TEXT NOT NULL
  ) STRICT`,
  `CREATE INDEX product_versions_product ON product_versions (product_id)`,
  `CREATE INDEX product_versions_batch ON product_versions (batch)`,
  `CREATE INDEX product_versions_ended ON product_versions (ended_batch) WHERE ended_batch IS NOT NULL`,
  `CREATE INDEX product_versions_opening ON product_versions (batch) WHERE opening_stock_milli IS NOT NULL`,
  `CREATE INDEX product_versions_name ON product_versions (name_key)`,
  `CREATE INDEX product_versions_sku ON product_versions (sku_key) WHERE sku_key <> ''`,
  `CREATE TABLE product_barcodes (
    barcode TEXT NOT NULL CHECK (length(barcode) BETWEEN 1 AND 64),
    version INTEGER NOT NULL REFERENCES product_versions (version),
    position INTEGER NOT NULL CHECK (position >= 0),
    PRIMARY KEY (barcode, version)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX product_barcodes_version ON product_barcodes (version, position)`,
  `CREATE TABLE product_gst_rates (
    version INTEGER NOT NULL REFERENCES product_versions (version),
    from_date TEXT NOT NULL CHECK (from_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    rate_bp INTEGER NOT NULL CHECK (rate_bp BETWEEN 0 AND 10000),
    PRIMARY KEY (version, from_date)
  ) STRICT, WITHOUT ROWID`,
  `CREATE VIEW live_product_versions AS
    SELECT v.* FROM product_versions v
    WHERE (SELECT state FROM import_batches WHERE number = v.batch) = 'applied'
      AND (v.ended_batch IS NULL
        OR (SELECT state FROM import_batches WHERE number = v.ended_batch) <> 'applied')`,
  `CREATE VIRTUAL TABLE product_search USING fts5(
    name, name_hi, brand, sku,
    content = '', contentless_delete = 1, detail = column, prefix = '1 2 3', tokenize = 'ascii'
  )`,
  `INSERT INTO product_search (product_search, rank) VALUES ('automerge', 0)`,
  `INSERT INTO product_search (product_search, rank) VALUES ('crisismerge', 1999)`,
  `CREATE TABLE search_words (
    word TEXT PRIMARY KEY,
    batch INTEGER NOT NULL REFERENCES import_batches (number)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX search_words_batch ON search_words (batch)`,
  `CREATE TABLE search_word_deletes (
    letters TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (letters, word)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE product_sales (
    product_id TEXT PRIMARY KEY REFERENCES products (product_id),
    times_sold INTEGER NOT NULL CHECK (times_sold > 0),
    last_sold_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX product_sales_most ON product_sales (times_sold DESC)`,
  `CREATE TABLE category_changes (
    batch INTEGER NOT NULL REFERENCES import_batches (number),
    category TEXT NOT NULL,
    delta INTEGER NOT NULL,
    PRIMARY KEY (batch, category)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE import_refused_rows (
    batch INTEGER NOT NULL REFERENCES import_batches (number),
    row_number INTEGER NOT NULL CHECK (row_number > 0),
    reason TEXT NOT NULL,
    row_text TEXT NOT NULL CHECK (length(row_text) <= 500),
    PRIMARY KEY (batch, row_number)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE import_mappings (
    header_hash TEXT PRIMARY KEY,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    defaults TEXT NOT NULL CHECK (json_valid(defaults)),
    used_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
] as const;
