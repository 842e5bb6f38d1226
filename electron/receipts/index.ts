export { createReceipts } from './create-receipts.ts';
export type { Receipts } from './create-receipts.ts';
export type { ReceiptDeps } from './ports.ts';
