import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Clock } from '../platform/clock.ts';
import type { Report } from '../platform/ports.ts';
import type { WorkerPool } from '../platform/workers.ts';
import type { Reader } from '../store/handles.ts';
import type { ReviewTexts } from './review-texts.ts';

/** What a person chose to save under. */
export type ChosenPath = { readonly path: string; readonly fileName: string };

/** What reports is made of. */
export type ReportDeps = {
  readonly db: Reader;
  /** The file that a worker opens for what takes long. */
  readonly storePath: string;
  readonly workers: Pick<WorkerPool, 'run'>;
  /** How many waiting orders main counts by itself; without it as many as take about a millisecond. */
  readonly waitingInMain?: number;
  readonly clock: Pick<Clock, 'now'>;
  readonly businessDate: () => BusinessDate;
  readonly zone: () => string;
  /** The words of what is saved, in the language of the window. */
  readonly texts: () => ReviewTexts;
  /** Prints the page of a review as a PDF. Rejects when it can't. */
  readonly printPdf: (range: { readonly to: BusinessDate; readonly days: number }) => Promise<Uint8Array>;
  /** Asks where to save; null when the person closed the dialog. */
  readonly chooseFile: (kind: 'csv' | 'pdf', suggestedName: string) => Promise<ChosenPath | null>;
  /** Writes the file whole or not at all. Throws what the system says. */
  readonly writeFile: (path: string, content: string | Uint8Array) => void;
  readonly report: Report;
};
