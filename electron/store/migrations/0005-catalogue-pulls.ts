import type { Migration } from './migration.ts';

/** The office writes several products under one revision, and a product's next GST rate waits for its own day: both belong to the key. Nothing was ever pulled before. */
export const cataloguePulls: Migration = {
  version: 5,
  name: 'catalogue-pulls',
  statements: [
    `DROP TABLE catalogue_pulls`,
    `CREATE TABLE catalogue_pulls (
      server TEXT NOT NULL,
      revision INTEGER NOT NULL,
      product_ref TEXT NOT NULL,
      effective_from TEXT NOT NULL CHECK (effective_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      payload TEXT NOT NULL CHECK (json_valid(payload)),
      pulled_at INTEGER NOT NULL,
      applied_at INTEGER,
      PRIMARY KEY (server, revision, product_ref, effective_from)
    ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX catalogue_pulls_by_product ON catalogue_pulls (server, product_ref, revision)`,
    `CREATE INDEX catalogue_pulls_due ON catalogue_pulls (server, effective_from, revision) WHERE applied_at IS NULL`,
  ],
};
