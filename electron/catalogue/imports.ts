import type {
  ImportDefaults,
  ImportMapping,
  ImportPreview,
  ImportStatus,
} from '../../shared/contract/catalogue.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Id } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Report } from '../platform/ports.ts';
import type { StoreFault } from '../store/faults.ts';
import type { Writer } from '../store/handles.ts';
import { openBatches, type Batch } from '../store/repositories/import-batches.ts';
import { openSweeper } from '../store/repositories/import-sweep.ts';
import { ImportJob } from './import/import-job.ts';
import { headerHash, mappingFits, missingFields, previewOf } from './import/preview.ts';
import type { StartReader } from './import/reader-thread.ts';
import type { TablePreview } from './import/reader-protocol.ts';
import { applyPulled, type PulledOutcome, type PulledProduct } from './pulled.ts';
import { inSlices } from './slices.ts';

/** What imports need from main. */
export type ImportsDeps = {
  readonly writer: Writer;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly businessDate: () => BusinessDate;
  readonly startReader: StartReader;
  /** Told when an import moved on, and when the products on sale changed. */
  readonly notify: (topic: 'import' | 'catalogue', id: string) => void;
  readonly report: Report;
};

/** A file that was chosen: its path for the reader, its name for people. */
export type ImportFile = { readonly path: string; readonly name: string };

/** How a file is to be imported. */
export type ImportPlan = {
  readonly file: ImportFile;
  readonly sheet?: string | undefined;
  readonly mapping: ImportMapping;
  readonly defaults: ImportDefaults;
};

const CUT_OFF = 'the till was stopped before the import was complete';
/** Looks at files are kept so that a changed mapping is shown at once; only the last few, as each holds sample rows. */
const LOOKS_KEPT = 4;

function statusOf(batch: Batch): ImportStatus {
  const { id: importId, fileName, rowsRead, rowsTotal, added, changed, unchanged, refused, failure } = batch;
  const state = batch.state === 'applied' ? 'done' : batch.state === 'staging' ? 'failed' : batch.state;
  return { importId, fileName, state, rowsRead, rowsTotal, added, changed, unchanged, refused, failure };
}

/** The imports of a till: one at a time, and the sweep that removes what an unfinished one left. */
export class Imports {
  readonly #deps: ImportsDeps;
  readonly #batches;
  readonly #sweeper;
  readonly #looks = new Map<string, TablePreview>();
  #job: ImportJob | null = null;
  #background: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(deps: ImportsDeps) {
    this.#deps = deps;
    this.#batches = openBatches(deps.writer);
    this.#sweeper = openSweeper(deps.writer);
  }

  /** Starts the clean-up that the last run may have left; call it once the window is up. */
  begin(): void {
    const { writer, clock } = this.#deps;
    writer.transaction<number, never>(() => ok(this.#sweeper.failCutOff(CUT_OFF, clock.now())));
    this.#inBackground(() => this.#sweep());
  }

  /** Applies changes of the office once nothing else is going on, and tells that the products on sale changed. */
  applyPulled(changes: readonly PulledProduct[]): Promise<Result<PulledOutcome, StoreFault>> {
    const work = this.#background.then(() => applyPulled(this.#deps, changes));
    this.#inBackground(async () => {
      const applied = await work;
      if (applied.ok) this.#deps.notify('catalogue', 'office');
      await this.#sweep();
    });
    return work;
  }

  /** Resolves when no import and no clean-up is going on. */
  settled(): Promise<void> {
    return this.#background;
  }

  /** Stops what is going on before the store is closed; an import under way is cancelled. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#job?.cancel();
    await this.#background;
  }

  #inBackground(work: () => Promise<void>): void {
    this.#background = this.#background.then(work).catch((thrown: unknown) => {
      this.#deps.report('import-bug', { message: thrown instanceof Error ? thrown.message : String(thrown) });
    });
  }

  async #sweep(): Promise<void> {
    const { writer, clock } = this.#deps;
    const goOn = (): boolean => !this.#closed;
    const swept = await inSlices(writer, clock, () => this.#sweeper.step(clock.now()), goOn);
    const merged = swept.ok ? await inSlices(writer, clock, () => this.#sweeper.merge(), goOn) : swept;
    if (!merged.ok) this.#deps.report('import-sweep-failed', { code: merged.error.code });
  }

  async #look(file: ImportFile, sheet: string | undefined): Promise<Result<TablePreview, PosError>> {
    const key = JSON.stringify([file.path, sheet ?? null]);
    const known = this.#looks.get(key);
    if (known !== undefined) return ok(known);
    const reader = this.#deps.startReader({
      kind: 'preview',
      path: file.path,
      ...(sheet === undefined ? {} : { sheet }),
    });
    const message = await reader.next();
    await reader.stop();
    if (message.kind === 'failed') {
      this.#deps.report('import-file-refused', { code: message.error.code, detail: message.error.detail });
      return err(posError(message.error.code, { detail: message.error.detail.slice(0, 200) }));
    }
    if (message.kind !== 'preview') return err(posError('file-unreadable'));
    for (const oldest of [...this.#looks.keys()].slice(0, this.#looks.size - LOOKS_KEPT + 1))
      this.#looks.delete(oldest);
    this.#looks.set(key, message.preview);
    return ok(message.preview);
  }

  /** Forgets what was seen of a file, because it was chosen anew and may have changed. */
  forget(file: ImportFile): void {
    for (const key of this.#looks.keys()) {
      if (key.startsWith(`[${JSON.stringify(file.path)},`)) this.#looks.delete(key);
    }
  }

  /** Looks at a file: its columns, the mapping that fits it, a sample, its categories, and what is missing. */
  async preview(
    file: ImportFile,
    mapping: ImportMapping | undefined,
    sheet: string | undefined,
  ): Promise<Result<ImportPreview, PosError>> {
    const table = await this.#look(file, sheet);
    if (!table.ok) return table;
    if (mapping !== undefined && !mappingFits(mapping, table.value.columns))
      return err(posError('import-mapping'));
    return ok(
      previewOf(file.name, table.value, mapping, this.#batches.remembered(headerHash(table.value.columns))),
    );
  }

  /** Starts an import and returns its id at once; one at a time. */
  async start(plan: ImportPlan): Promise<Result<{ importId: string }, PosError>> {
    const table = await this.#look(plan.file, plan.sheet);
    if (!table.ok) return table;
    if (this.#job?.isRunning() === true) return err(posError('import-running'));
    const { columns, rowCount } = table.value;
    if (!mappingFits(plan.mapping, columns)) return err(posError('import-mapping'));
    const { categories } = previewOf(plan.file.name, table.value, plan.mapping, null);
    const missing = missingFields(plan.mapping, plan.defaults, categories);
    if (missing.length > 0) return err(posError('import-mapping', { missing: missing.join(', ') }));
    const importId = this.#deps.ids.next<Id<'import'>>();
    const job = new ImportJob(
      {
        ...this.#deps,
        onChange: () => this.#deps.notify('import', importId),
        mergeSearch: () => this.#sweeper.merge(),
      },
      {
        importId,
        fileName: plan.file.name,
        rowsTotal: rowCount,
        businessDate: this.#deps.businessDate(),
        headerHash: headerHash(columns),
        mapping: plan.mapping,
        defaults: plan.defaults,
      },
    );
    this.#job = job;
    this.#inBackground(() => this.#run(job, plan));
    return ok({ importId });
  }

  async #run(job: ImportJob, plan: ImportPlan): Promise<void> {
    await this.#sweep();
    const { file, sheet, mapping, defaults } = plan;
    await job.run(() =>
      this.#deps.startReader({
        kind: 'rows',
        path: file.path,
        mapping,
        defaults,
        ...(sheet === undefined ? {} : { sheet }),
      }),
    );
    const { state, importId, added, changed, unchanged, refused } = job.status();
    this.#deps.report('import-ended', { state, added, changed, unchanged, refused });
    if (state === 'done') this.#deps.notify('catalogue', importId);
    await this.#sweep();
  }

  /** How far an import has come, or how it ended. */
  status(importId: string): Result<ImportStatus, PosError> {
    const now = this.#job?.status();
    if (now?.importId === importId) return ok(now);
    const batch = this.#batches.byId(importId);
    return batch === null ? err(posError('not-found')) : ok(statusOf(batch));
  }

  /** Asks a running import to stop. */
  cancel(importId: string): Result<ImportStatus, PosError> {
    if (this.#job === null || this.#job.status().importId !== importId || !this.#job.isRunning())
      return err(posError('import-not-running'));
    this.#job.cancel();
    return this.status(importId);
  }
}
