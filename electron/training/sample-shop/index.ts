import type { Result } from '../../../shared/domain/result.ts';
import { loadProducts } from '../../catalogue/index.ts';
import { sampleProducts } from './sample-products.ts';

export { sampleProducts } from './sample-products.ts';
export { sampleShop } from './sample-shop.ts';

type Loaded = Awaited<ReturnType<typeof loadProducts>>;
type LoadError = Loaded extends Result<void, infer E> ? E : never;

/**
 * Fills the empty catalogue of a training till with the sample shop's products: in slices, all visible at once. A catalogue that has ever
 * had products is left alone, so it may be called at every start.
 */
export function loadSampleShop(deps: Parameters<typeof loadProducts>[0]): Promise<Result<void, LoadError>> {
  return loadProducts(deps, sampleProducts);
}
