import type { PosEvent } from '../../shared/contract/events.ts';
import { readBackSchema, type ReadBack } from '../../shared/contract/read-back.ts';
import { ok } from '../../shared/domain/result.ts';
import type { Report } from '../platform/ports.ts';
import type { Writer } from '../store/handles.ts';
import { insertAudit } from '../store/repositories/audit.ts';
import { findSetting, saveSetting } from '../store/repositories/settings.ts';

const KEY = 'read-back';

type Keeping = {
  readonly db: Writer;
  readonly emit: (event: PosEvent) => void;
  readonly report: Report;
};

/** What came of the last reading back; null before the first. */
export function findReadBack(db: Writer): ReadBack | null {
  return findSetting(db, KEY, readBackSchema);
}

/** Keeps and audits what came of it, and tells the windows, whose lists and sums may have changed. A disk that refuses costs the words, not the bills. */
export function saveReadBack({ db, emit, report }: Keeping, view: ReadBack): void {
  const { at, outcome, bills, creditNotes, there, intoClosedDays, differCount, refusedCount } = view;
  const counts = { outcome, bills, creditNotes, there, intoClosedDays, differCount, refusedCount };
  report('read-back', counts);
  db.transaction<null, never>(() => {
    saveSetting(db, KEY, view, at);
    const subject = { subjectKind: 'till', subjectId: KEY, detail: JSON.stringify(counts) };
    insertAudit(db, { at, personId: null, action: 'read-back-from-office', ...subject });
    return ok(null);
  });
  const topics = bills + creditNotes > 0 ? (['order', 'day', 'backup'] as const) : (['backup'] as const);
  for (const topic of topics) emit({ topic, id: '', version: at });
}
