export { takesTyped } from './charge-keyed.ts';
export { takesQr } from './charge-qr.ts';
export { createSales } from './create-sales.ts';
export type { Sales } from './create-sales.ts';
export type { SalesDeps } from './ports.ts';
export { businessDateOf } from './sale-day.ts';
export { createRefunds } from './refunds/create-refunds.ts';
export type { Refunds } from './refunds/create-refunds.ts';
