import type { ProductId } from '../../../shared/domain/ids.ts';
import type { Reader } from '../handles.ts';

const FIND = 'SELECT 1 AS known FROM products WHERE product_id = ?';

/** Those of the ids that are in the catalogue; a line's product may be gone from it by the time its order is paid. */
export function knownProducts(db: Reader, ids: readonly ProductId[]): ProductId[] {
  const find = db.query<[ProductId], { known: 1 }>(FIND);
  return ids.filter((id) => find.get([id]) !== undefined);
}
