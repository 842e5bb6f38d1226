import { isDeepStrictEqual } from 'node:util';
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

function countsOf(view: ReadBack) {
  const { outcome, bills, creditNotes, there, intoClosedDays, differCount, refusedCount } = view;
  return { outcome, bills, creditNotes, there, intoClosedDays, differCount, refusedCount };
}

/**
 * Keeps and audits what came of it, and tells the windows, whose lists and sums may have changed. An office that answers as little as the last time is asked twice a
 * minute, perhaps for days: that is audited once. A disk that refuses costs the words, not the bills.
 */
export function saveReadBack({ db, emit, report }: Keeping, view: ReadBack): void {
  const { at, outcome, bills, creditNotes } = view;
  const counts = countsOf(view);
  report('read-back', counts);
  const last = findReadBack(db);
  const isNews = outcome !== 'part' || last === null || !isDeepStrictEqual(countsOf(last), counts);
  db.transaction<null, never>(() => {
    saveSetting(db, KEY, view, at);
    if (!isNews) return ok(null);
    const subject = { subjectKind: 'till', subjectId: KEY, detail: JSON.stringify(counts) };
    insertAudit(db, { at, personId: null, action: 'read-back-from-office', ...subject });
    return ok(null);
  });
  const topics = bills + creditNotes > 0 ? (['order', 'day', 'backup'] as const) : (['backup'] as const);
  for (const topic of topics) emit({ topic, id: '', version: at });
}
