import { createHash } from 'node:crypto';
import { tokenise } from '../../shared/domain/search.ts';
import type { Id, ProductId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';
import { openBatches, openBatchWriter } from '../store/repositories/import-batches.ts';
import { openSweeper } from '../store/repositories/import-sweep.ts';
import { openStaging, type StagedProduct } from '../store/repositories/import-staging.ts';
import { isCorrectable } from '../store/repositories/search-words.ts';
import { inSlices } from './slices.ts';

/** A product that comes with the program rather than from a file: already valid, in the units of the store. */
export type ProductToLoad = Omit<
  StagedProduct,
  'row' | 'contentHash' | 'nameKey' | 'nameHiKey' | 'brandKey' | 'skuKey'
>;

/** What the loading needs from main. */
export type LoadDeps = {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly businessDate: () => string;
};

const keyOf = (text: string | null): string => (text === null ? '' : tokenise(text).join(' '));

function staged(product: ProductToLoad, row: number): StagedProduct {
  return {
    ...product,
    row,
    contentHash: createHash('sha256').update(JSON.stringify(product)).digest('base64url'),
    nameKey: keyOf(product.name),
    nameHiKey: keyOf(product.nameHi),
    brandKey: keyOf(product.brand),
    skuKey: product.sku === null ? '' : tokenise(product.sku).join(''),
  };
}

/** The small pieces of work that stage all products and what search needs of them. */
function workOf(deps: LoadDeps, products: readonly ProductToLoad[], batch: number): (() => void)[] {
  const stage = openStaging(deps.writer);
  const batches = openBatchWriter(deps.writer);
  const context = {
    batch,
    businessDate: deps.businessDate(),
    nowMs: deps.clock.now(),
    newId: () => deps.ids.next<ProductId>(),
  };
  const rows = products.map((product, at) => staged(product, at + 1));
  const words = new Set(
    rows.flatMap(({ nameKey, nameHiKey, brandKey }) => `${nameKey} ${nameHiKey} ${brandKey}`.split(' ')),
  );
  const categories = new Map<string, number>();
  for (const { category } of rows) categories.set(category ?? '', (categories.get(category ?? '') ?? 0) + 1);
  return [
    ...rows.map((row) => () => {
      const outcome = stage(row, context, true);
      if (outcome.kind !== 'added')
        throw new Error(`product ${row.externalCode} was not added: ${outcome.kind}`);
    }),
    ...[...words].filter(isCorrectable).map((word) => () => batches.addWord(batch, word)),
    ...[...categories].map(
      ([name, count]) =>
        () =>
          batches.countCategory(batch, name, count),
    ),
  ];
}

/** Removes what an earlier try left that was cut off by the end of the process. */
function sweepFirst(deps: LoadDeps): Promise<Result<void, StoreFault>> {
  const sweeper = openSweeper(deps.writer);
  let begun = false;
  return inSlices(deps.writer, deps.clock, () => {
    if (begun) return sweeper.step(deps.clock.now());
    begun = true;
    sweeper.failCutOff('the till was stopped before the products were loaded', deps.clock.now());
    return true;
  });
}

/**
 * Fills a catalogue that never had products with those that come with the program, in slices, visible all at once; any other catalogue is
 * left alone. Call it before imports can begin. Products with the same code or barcode twice are a bug and throw.
 */
export async function loadProducts(
  deps: LoadDeps,
  products: readonly ProductToLoad[],
): Promise<Result<void, StoreFault>> {
  const swept = await sweepFirst(deps);
  if (!swept.ok || openBatches(deps.writer).everApplied()) return swept;
  const batches = openBatchWriter(deps.writer);
  const begun = deps.writer.transaction<number, never>(() =>
    ok(batches.begin(deps.ids.next<Id<'import'>>(), '', deps.clock.now())),
  );
  if (!begun.ok) return begun;
  const work = workOf(deps, products, begun.value);
  let at = 0;
  const loaded = await inSlices(deps.writer, deps.clock, () => {
    work[at]?.();
    at += 1;
    return at < work.length;
  });
  if (!loaded.ok) return loaded;
  const total = products.length;
  const counts = { rowsRead: total, rowsTotal: total, added: total, changed: 0, unchanged: 0, refused: 0 };
  return deps.writer.transaction<void, never>(() => {
    batches.finish(begun.value, { state: 'applied', failure: null }, counts, deps.clock.now());
    return ok(undefined);
  });
}
