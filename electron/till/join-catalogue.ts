import { DEFAULT_LABEL_LAYOUTS } from '../../shared/domain/barcode.ts';
import type { BusinessDate } from '../../shared/domain/business-date.ts';
import { createCatalogue, type Catalogue } from '../catalogue/index.ts';
import type { Store } from '../store/connection.ts';
import type { ShopEnvironment } from './open-shop.ts';

/** What the catalogue is joined of. */
export type CatalogueParts = ShopEnvironment & {
  readonly store: Pick<Store, 'writer' | 'reader'>;
  readonly businessDate: () => BusinessDate;
};

/** Joins the catalogue to the store, the dialogs, and the thread that reads files. */
export function joinCatalogue(parts: CatalogueParts): Catalogue {
  const { store, emit, ports, workerUrl } = parts;
  let moves = 0;
  return createCatalogue({
    writer: store.writer,
    reader: store.reader,
    clock: parts.clock,
    ids: parts.ids,
    businessDate: parts.businessDate,
    dialogs: ports.dialogs,
    readerEntry: workerUrl('read-import'),
    language: parts.language,
    labelLayouts: () => DEFAULT_LABEL_LAYOUTS,
    notify: (topic, id) => {
      moves += 1;
      emit({ topic, id, version: moves });
    },
    report: parts.report,
  });
}
