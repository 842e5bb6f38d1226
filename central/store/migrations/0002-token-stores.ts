import type { Migration } from './migration.ts';

/** Which till's database a token is used by, and which ones it was used by before. */
export const tokenStores: Migration = {
  version: 2,
  name: 'token-stores',
  statements: [
    'ALTER TABLE tokens ADD COLUMN store_id text',
    `CREATE TABLE token_stores (
      shop_id bigint NOT NULL,
      token_id text NOT NULL,
      store_id text NOT NULL,
      since bigint NOT NULL,
      PRIMARY KEY (shop_id, token_id, store_id)
    )`,
  ],
};
