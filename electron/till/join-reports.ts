import type { Language } from '../../shared/contract/till.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import type { Clock } from '../platform/clock.ts';
import { writeFileDurably } from '../platform/disk.ts';
import type { Ports, Report } from '../platform/ports.ts';
import type { WorkerPool } from '../platform/workers.ts';
import { createReports, type Reports } from '../reports/index.ts';
import type { Store } from '../store/connection.ts';
import { reviewTexts } from './review-texts.ts';

/** What the review is joined of. */
export type ReportParts = {
  readonly store: Pick<Store, 'reader' | 'path'>;
  readonly workers: WorkerPool;
  readonly clock: Clock;
  readonly ports: Pick<Ports, 'pdf' | 'dialogs'>;
  readonly language: () => Language;
  readonly businessDate: () => BusinessDate;
  readonly zone: () => string;
  readonly report: Report;
};

/** Joins the review of days to the store, the workers, the printer and the dialogs. */
export function joinReports(parts: ReportParts): Reports {
  const { store, workers, clock, ports, language, businessDate, zone, report } = parts;
  return createReports({
    db: store.reader,
    storePath: store.path,
    workers,
    clock,
    businessDate,
    zone,
    texts: () => reviewTexts[language()],
    printPdf: ({ to, days }) => ports.pdf.printPdf({ path: `review.html?to=${to}&days=${days}` }),
    chooseFile: async (kind, suggestedName) => {
      const texts = reviewTexts[language()];
      const title = kind === 'csv' ? texts.saveCsv : texts.savePdf;
      const kinds = [{ name: kind === 'csv' ? texts.csvKind : texts.pdfKind, extensions: [kind] }];
      const chosen = await ports.dialogs.saveFile({ title, suggestedName, kinds });
      const path = chosen === null ? null : ports.dialogs.pathOf(chosen.fileToken);
      return chosen === null || path === null ? null : { path, fileName: chosen.fileName };
    },
    writeFile: writeFileDurably,
    report,
  });
}
