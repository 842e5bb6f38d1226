import type { ImportDefaults, ImportMapping, ImportStatus } from '../../../shared/contract/catalogue.ts';
import type { ProductId } from '../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../shared/domain/result.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Writer } from '../../store/handles.ts';
import { openBatchWriter, type BatchCounts } from '../../store/repositories/import-batches.ts';
import {
  openStaging,
  type StageContext,
  type StagedProduct,
} from '../../store/repositories/import-staging.ts';
import { inSlices } from '../slices.ts';
import type { ReaderThread } from './reader-thread.ts';
import type { RowChunk } from './reader-protocol.ts';
import { rowTextOf } from './staged-text.ts';

/** What an import needs from main. */
export type JobDeps = {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Called when the status changed, a few times a second. */
  readonly onChange: () => void;
  /** Merges a little of the search index in the caller's transaction; false when there is nothing to merge. */
  readonly mergeSearch: () => boolean;
};

/** The import to do. */
export type JobOrder = {
  readonly importId: string;
  readonly fileName: string;
  readonly rowsTotal: number;
  readonly businessDate: string;
  readonly headerHash: string;
  readonly mapping: ImportMapping;
  readonly defaults: ImportDefaults;
};

type Failure = { readonly code: string; readonly detail: string };
type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const CHANGE_EVERY_MS = 100;
/** Every so many chunks the search index is merged, so that its pieces stay few while a large file comes in. */
const CHUNKS_PER_MERGE = 2;

/**
 * One import: takes judged rows from the reading thread, stages them in slices, and makes all of them visible in one small
 * transaction at the end. Cancelled or failed, it leaves only rows that are never seen and that the sweep removes.
 */
export class ImportJob {
  readonly #deps: JobDeps;
  readonly #order: JobOrder;
  readonly #stage;
  readonly #batches;
  readonly #counts: Mutable<BatchCounts>;
  readonly #categories = new Map<string, number>();
  readonly #waiting: StagedProduct[] = [];
  #state: ImportStatus['state'] = 'reading';
  #failure: string | null = null;
  #cancelled = false;
  #chunks = 0;
  #changedAt = 0;

  constructor(deps: JobDeps, order: JobOrder) {
    this.#deps = deps;
    this.#order = order;
    this.#stage = openStaging(deps.writer);
    this.#batches = openBatchWriter(deps.writer);
    this.#counts = {
      rowsRead: 0,
      rowsTotal: order.rowsTotal,
      added: 0,
      changed: 0,
      unchanged: 0,
      refused: 0,
    };
  }

  /** How far it has come. */
  status(): ImportStatus {
    const { importId, fileName } = this.#order;
    return { importId, fileName, state: this.#state, ...this.#counts, failure: this.#failure };
  }

  /** Asks it to stop; it then ends as cancelled unless it had just become visible. */
  cancel(): void {
    this.#cancelled = true;
  }

  /** Whether it is still going on. */
  isRunning(): boolean {
    return this.#state === 'reading' || this.#state === 'applying';
  }

  /** Runs to the end, whatever that is; rejects only for a bug, and has then ended as failed. */
  async run(startReader: () => ReaderThread): Promise<void> {
    try {
      await this.#runThrough(startReader);
    } catch (thrown) {
      this.#end('failed', 'internal');
      throw thrown;
    }
  }

  async #runThrough(startReader: () => ReaderThread): Promise<void> {
    const { writer, clock, ids } = this.#deps;
    const begun = writer.transaction<number, never>(() =>
      ok(this.#batches.begin(this.#order.importId, this.#order.fileName, clock.now())),
    );
    if (!begun.ok) return this.#end('failed', begun.error.code);
    const context: StageContext = {
      batch: begun.value,
      businessDate: this.#order.businessDate,
      nowMs: clock.now(),
      newId: () => ids.next<ProductId>(),
    };
    const reader = startReader();
    let done: Result<void, Failure>;
    try {
      done = await this.#takeAll(reader, context);
      if (done.ok && !this.#cancelled) done = await this.#complete(context);
    } finally {
      await reader.stop();
    }
    if (done.ok && !this.#cancelled) return this.#apply(context.batch);
    return done.ok
      ? this.#giveUp(context.batch, 'cancelled', null)
      : this.#giveUp(context.batch, 'failed', `${done.error.code}: ${done.error.detail}`.slice(0, 500));
  }

  async #takeAll(reader: ReaderThread, context: StageContext): Promise<Result<void, Failure>> {
    while (!this.#cancelled) {
      const message = await reader.next();
      if (message.kind === 'end') return ok(undefined);
      if (message.kind === 'failed') return { ok: false, error: message.error };
      if (message.kind === 'preview') continue;
      const taken = await this.#takeChunk(message.chunk, context);
      if (!taken.ok) return taken;
      reader.taken();
      this.#tell();
    }
    return ok(undefined);
  }

  async #takeChunk(chunk: RowChunk, context: StageContext): Promise<Result<void, Failure>> {
    const work = [
      ...chunk.products.map((row) => () => this.#stageOne(row, context, false)),
      ...chunk.refused.map((row) => () => {
        this.#batches.refuse(context.batch, row);
        this.#counts.refused += 1;
      }),
      ...chunk.newWords.map((word) => () => this.#batches.addWord(context.batch, word)),
    ];
    const taken = await this.#each(work);
    this.#counts.rowsRead += chunk.products.length + chunk.refused.length;
    this.#counts.rowsTotal = Math.max(this.#counts.rowsTotal, this.#counts.rowsRead);
    this.#chunks += 1;
    if (!taken.ok || this.#chunks % CHUNKS_PER_MERGE !== 0) return taken;
    return this.#inSlices(this.#deps.mergeSearch);
  }

  #stageOne(row: StagedProduct, context: StageContext, last: boolean): void {
    const outcome = this.#stage(row, context, last);
    switch (outcome.kind) {
      case 'wait':
        this.#waiting.push(row);
        return;
      case 'unchanged':
        this.#counts.unchanged += 1;
        return;
      case 'refused':
        this.#batches.refuse(context.batch, { row: row.row, reason: outcome.reason, text: rowTextOf(row) });
        this.#counts.refused += 1;
        return;
      case 'added':
      case 'changed':
        this.#counts[outcome.kind] += 1;
        this.#count(outcome.category, 1);
        if (outcome.kind === 'changed') this.#count(outcome.before ?? null, -1);
    }
  }

  #count(category: string | null, delta: number): void {
    const name = category ?? '';
    this.#categories.set(name, (this.#categories.get(name) ?? 0) + delta);
  }

  async #complete(context: StageContext): Promise<Result<void, Failure>> {
    this.#state = 'applying';
    this.#tell();
    const settled = await this.#each(this.#waiting.map((row) => () => this.#stageOne(row, context, true)));
    if (!settled.ok) return settled;
    const changes = [...this.#categories].filter(([, delta]) => delta !== 0);
    return this.#each(
      changes.map(
        ([name, delta]) =>
          () =>
            this.#batches.countCategory(context.batch, name, delta),
      ),
    );
  }

  async #each(work: readonly (() => void)[]): Promise<Result<void, Failure>> {
    if (work.length === 0) return ok(undefined);
    let at = 0;
    return this.#inSlices(() => {
      work[at]?.();
      at += 1;
      return at < work.length;
    });
  }

  #inSlices(step: () => boolean): Promise<Result<void, Failure>> {
    return inSlices(this.#deps.writer, this.#deps.clock, step, () => !this.#cancelled);
  }

  /** The switch-over: from this one small transaction on every reader sees the whole import. */
  #apply(batch: number): void {
    const { writer, clock } = this.#deps;
    const { headerHash, mapping, defaults } = this.#order;
    const applied = writer.transaction<void, never>(() => {
      this.#batches.finish(batch, { state: 'applied', failure: null }, this.#counts, clock.now());
      this.#batches.remember(headerHash, mapping, defaults, clock.now());
      return ok(undefined);
    });
    if (applied.ok) this.#end('done', null);
    else this.#end('failed', applied.error.code);
  }

  #giveUp(batch: number, state: 'cancelled' | 'failed', failure: string | null): void {
    const { writer, clock } = this.#deps;
    this.#counts.added = 0;
    this.#counts.changed = 0;
    // When even this cannot be written, the next start finds the import undecided and gives it up then.
    writer.transaction<void, never>(() => {
      this.#batches.finish(batch, { state, failure }, this.#counts, clock.now());
      return ok(undefined);
    });
    this.#end(state, failure);
  }

  #end(state: 'done' | 'cancelled' | 'failed', failure: string | null): void {
    this.#state = state;
    this.#failure = failure;
    this.#deps.onChange();
  }

  #tell(): void {
    const now = this.#deps.clock.monotonic();
    if (now - this.#changedAt < CHANGE_EVERY_MS) return;
    this.#changedAt = now;
    this.#deps.onChange();
  }
}
