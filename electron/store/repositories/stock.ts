import type { PersonId, ProductId } from '../../../shared/domain/ids.ts';
import type { QuantityMilli } from '../../../shared/domain/quantity.ts';
import { insertInto } from '../columns.ts';
import type { Reader, Writer } from '../handles.ts';

/** Why stock changed, but for sales, which are in the order lines. */
export type StockMovement = {
  readonly productId: ProductId;
  readonly kind: 'opening' | 'received' | 'returned' | 'damaged' | 'counted';
  /** Signed: what is added is positive. */
  readonly quantityMilli: QuantityMilli;
  readonly sourceId: string | null;
  readonly reason: string | null;
  readonly personId: PersonId | null;
  readonly at: number;
};

const LEVEL = 'SELECT quantity_milli AS quantityMilli FROM stock_levels WHERE product_id = ?';
const ADD = `INSERT INTO stock_levels (product_id, quantity_milli) VALUES (@productId, @quantityMilli)
  ON CONFLICT (product_id) DO UPDATE SET quantity_milli = quantity_milli + excluded.quantity_milli`;
const INSERT = insertInto('stock_movements', [
  'productId',
  'kind',
  'quantityMilli',
  'sourceId',
  'reason',
  'personId',
  'at',
]);

/** How much of a product there is, in thousandths; 0 when nobody ever counted it. May be negative. */
export function stockLevel(db: Reader, productId: ProductId): QuantityMilli | 0 {
  return db.query<[ProductId], { quantityMilli: QuantityMilli }>(LEVEL).get([productId])?.quantityMilli ?? 0;
}

/** Takes what a sale's line sold off the level. Called inside the transaction of the sale. */
export function takeFromStock(db: Writer, productId: ProductId, quantityMilli: QuantityMilli): void {
  const params = { productId, quantityMilli: -quantityMilli };
  db.change<typeof params>(ADD).run(params);
}

/** Writes a movement and changes the level by it. Called inside a transaction. */
export function moveStock(db: Writer, movement: StockMovement): void {
  db.change<StockMovement>(INSERT).run(movement);
  const params = { productId: movement.productId, quantityMilli: movement.quantityMilli };
  db.change<typeof params>(ADD).run(params);
}
