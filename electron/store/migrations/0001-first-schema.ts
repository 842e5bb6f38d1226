import { audit } from './0001/audit.ts';
import { carts } from './0001/carts.ts';
import { catalogue } from './0001/catalogue.ts';
import { days } from './0001/days.ts';
import { freezing } from './0001/freezing.ts';
import { house } from './0001/house.ts';
import { invoices } from './0001/invoices.ts';
import { orders } from './0001/orders.ts';
import { outbox } from './0001/outbox.ts';
import { payments } from './0001/payments.ts';
import { people } from './0001/people.ts';
import { refunds } from './0001/refunds.ts';
import { search } from './0001/search.ts';
import { stock } from './0001/stock.ts';
import type { Migration } from './migration.ts';

/** The schema that the first release starts with; tables before those that refer to them, triggers last. */
export const firstSchema: Migration = {
  version: 1,
  name: 'first-schema',
  statements: [
    ...house,
    ...people,
    ...catalogue,
    ...days,
    ...invoices,
    ...orders,
    ...payments,
    ...refunds,
    ...stock,
    ...carts,
    ...search,
    ...audit,
    ...outbox,
    ...freezing,
  ],
};
