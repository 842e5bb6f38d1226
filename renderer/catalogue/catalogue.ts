import { pos } from '../app/pos.ts';
import { createImportStore } from './import-store.ts';

/** The import wizard; it lives beside the screen, so leaving the screen does not lose an import. */
export const wizard = createImportStore(pos);
