import { firstSchema } from './0001-first-schema.ts';
import { returnsAndReconciliation } from './0002-returns.ts';
import { sync } from './0003-sync.ts';
import { review } from './0004-review.ts';
import { cataloguePulls } from './0005-catalogue-pulls.ts';
import { smallerOrders } from './0006-smaller-orders.ts';
import { whatWasSent } from './0007-what-was-sent.ts';
import type { Migration } from './migration.ts';

/** Every step of the schema, in order. Append only. */
export const migrations: readonly Migration[] = [
  firstSchema,
  returnsAndReconciliation,
  sync,
  review,
  cataloguePulls,
  smallerOrders,
  whatWasSent,
];
