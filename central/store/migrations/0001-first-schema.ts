import { catalogueTables } from './0001/catalogue.ts';
import { eventTables } from './0001/events.ts';
import { officeTables } from './0001/office.ts';
import { orderTables } from './0001/orders.ts';
import { shopTables } from './0001/shops.ts';
import type { Migration } from './migration.ts';

/**
 * The first schema. Every table begins its key with the shop, so that a distributed engine can place all rows of a shop together; shops,
 * tokens and office users are the small directory that every node has a copy of. No sequence is shared by what must be in order across shops.
 */
export const firstSchema: Migration = {
  version: 1,
  name: 'first-schema',
  statements: [...shopTables, ...orderTables, ...eventTables, ...catalogueTables, ...officeTables],
};
