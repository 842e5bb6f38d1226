import type { LastDocument } from '../../shared/contract/till-origin.ts';
import { seriesPlaceOf } from '../../shared/domain/series-place.ts';

/** Of documents that several sources name the last one of each series, in the order in which the series were first named. */
export function lastOfEach(documents: readonly LastDocument[]): LastDocument[] {
  const last = new Map<string, { readonly serial: number; readonly document: LastDocument }>();
  for (const document of documents) {
    const { prefix, serial } = seriesPlaceOf(document.number) ?? { prefix: document.number, serial: 0 };
    const known = last.get(prefix);
    if (known === undefined || serial > known.serial) last.set(prefix, { serial, document });
  }
  return [...last.values()].map(({ document }) => document);
}
