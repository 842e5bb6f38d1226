import { createHash } from 'node:crypto';
import type { Id } from '../../shared/domain/ids.ts';
import { tokenise } from '../../shared/domain/search.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';
import { openBatchWriter, type BatchCounts } from '../store/repositories/import-batches.ts';
import { openEnding, openStaging, type StagedProduct } from '../store/repositories/import-staging.ts';
import { isCorrectable } from '../store/repositories/search-words.ts';
import { inSlices } from './slices.ts';

/** A product as the office writes it now; `content` is null when it is sold no more. */
export type PulledProduct = {
  /** The office's id: the till's too, where the till learns of the product from the office. */
  readonly productId: string;
  readonly externalCode: string;
  readonly content: Omit<
    StagedProduct,
    | 'row'
    | 'externalCode'
    | 'contentHash'
    | 'nameKey'
    | 'nameHiKey'
    | 'brandKey'
    | 'skuKey'
    | 'openingStockMilli'
  > | null;
};

export type PulledDeps = {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly businessDate: () => string;
};

/** What became of the changes; a refused one has a barcode that another product has. */
export type PulledOutcome = Pick<BatchCounts, 'added' | 'changed' | 'unchanged' | 'refused'>;

const keyOf = (text: string | null): string => (text === null ? '' : tokenise(text).join(' '));

function stagedOf({ externalCode, content }: PulledProduct, row: number): StagedProduct | null {
  if (content === null) return null;
  const product = { ...content, externalCode, openingStockMilli: null };
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

/** Stages changes one after the other under a batch that nobody sees yet, and counts what it does. */
class PulledStage {
  readonly counts = { rowsRead: 0, rowsTotal: 0, added: 0, changed: 0, unchanged: 0, refused: 0 };
  readonly #categories = new Map<string, number>();
  readonly #stage;
  readonly #end;
  readonly #batches;
  readonly #batch: number;
  readonly #deps: PulledDeps;

  constructor(deps: PulledDeps, batch: number, total: number) {
    this.#deps = deps;
    this.#stage = openStaging(deps.writer);
    this.#end = openEnding(deps.writer);
    this.#batches = openBatchWriter(deps.writer);
    this.#batch = batch;
    this.counts.rowsTotal = total;
  }

  /** False: another product must give up a barcode first; try it again after the others. */
  take(change: PulledProduct, isLast: boolean): boolean {
    const staged = stagedOf(change, this.counts.rowsRead + 1);
    if (staged === null) {
      const ended = this.#end(change.externalCode, this.#batch);
      if (ended !== null) this.#count(ended.category, -1);
      this.counts[ended === null ? 'unchanged' : 'changed'] += 1;
    } else {
      const { clock, businessDate } = this.#deps;
      const context = { batch: this.#batch, businessDate: businessDate(), nowMs: clock.now() };
      const outcome = this.#stage(staged, { ...context, newId: () => change.productId }, isLast);
      if (outcome.kind === 'wait') return false;
      if (outcome.kind === 'added' || outcome.kind === 'changed') {
        if (outcome.before !== undefined) this.#count(outcome.before, -1);
        this.#count(outcome.category, 1);
        this.#addWords(staged);
      }
      this.counts[outcome.kind] += 1;
    }
    this.counts.rowsRead += 1;
    return true;
  }

  /** Makes all of it visible at once. Called inside a transaction. */
  finish(): void {
    for (const [name, delta] of this.#categories) {
      if (delta !== 0) this.#batches.countCategory(this.#batch, name, delta);
    }
    this.#batches.finish(
      this.#batch,
      { state: 'applied', failure: null },
      this.counts,
      this.#deps.clock.now(),
    );
  }

  #count(category: string | null, delta: number): void {
    const name = category ?? '';
    this.#categories.set(name, (this.#categories.get(name) ?? 0) + delta);
  }

  #addWords({ nameKey, nameHiKey, brandKey }: StagedProduct): void {
    for (const word of new Set(`${nameKey} ${nameHiKey} ${brandKey}`.split(' '))) {
      if (isCorrectable(word)) this.#batches.addWord(this.#batch, word);
    }
  }
}

/**
 * Applies changes of the office's catalogue, whole or not at all: they are staged in slices of a few milliseconds, seen by nobody, and become visible
 * by one small commit. So no sale waits for them, and no line of a bill sees half of them. The same changes again change nothing.
 */
export async function applyPulled(
  deps: PulledDeps,
  changes: readonly PulledProduct[],
): Promise<Result<PulledOutcome, StoreFault>> {
  const { writer, clock, ids } = deps;
  const begun = writer.transaction<number, never>(() =>
    ok(openBatchWriter(writer).begin(ids.next<Id<'import'>>(), '', clock.now())),
  );
  if (!begun.ok) return begun;
  const stage = new PulledStage(deps, begun.value, changes.length);
  const waiting: PulledProduct[] = [];
  let at = 0;
  const staged = await inSlices(writer, clock, () => {
    const isLast = at >= changes.length;
    const change = isLast ? waiting.shift() : changes[at];
    at += 1;
    if (change === undefined) return false;
    if (!stage.take(change, isLast)) waiting.push(change);
    return at < changes.length || waiting.length > 0;
  });
  if (!staged.ok) return staged;
  return writer.transaction<PulledOutcome, never>(() => {
    stage.finish();
    const { added, changed, unchanged, refused } = stage.counts;
    return ok({ added, changed, unchanged, refused });
  });
}
