import type { Work } from '../harness/work.ts';
import { commit } from './commit.ts';
import { importCatalogue } from './import-catalogue.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import { terminal } from './terminal.ts';
import { window } from './window.ts';

/** Every table, in the order in which they are printed. */
export const works: readonly Work[] = [search, importCatalogue, commit, terminal, window, start];
