import type { Work } from '../harness/work.ts';
import { cards } from './cards.ts';
import { centralList, centralPush } from './central.ts';
import { commit } from './commit.ts';
import { firstQuery } from './first-query.ts';
import { hold } from './hold.ts';
import { importCatalogue } from './import-catalogue.ts';
import { largeCommit } from './large-commit.ts';
import { officeBeside, officeReturn } from './office-beside.ts';
import { officeSend } from './office-send.ts';
import { orders } from './orders.ts';
import { peers } from './peers.ts';
import { pouch } from './pouch.ts';
import { review } from './review.ts';
import { search } from './search.ts';
import { start } from './start.ts';
import { terminal } from './terminal.ts';
import { window } from './window.ts';

/** Every table, in the order in which they are printed. */
export const works: readonly Work[] = [
  search,
  importCatalogue,
  commit,
  peers,
  largeCommit,
  orders,
  pouch,
  review,
  hold,
  terminal,
  window,
  firstQuery,
  start,
  cards,
  centralPush,
  centralList,
  officeSend,
  officeBeside,
  officeReturn,
];
