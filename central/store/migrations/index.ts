import { firstSchema } from './0001-first-schema.ts';
import { tokenStores } from './0002-token-stores.ts';
import { ordersByDayAndPayment } from './0003-orders-by-day-and-payment.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. */
export const migrations: readonly Migration[] = [firstSchema, tokenStores, ordersByDayAndPayment];
