import { setTimeout as sleep } from 'node:timers/promises';
import type { BaseOrderReply } from '../../../shared/contract/base-contract.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { trouble, type Trouble } from '../step.ts';
import type { BaseApi, PageReply } from './api.ts';

/** A page is asked for so often before a walk is given up, and a walk is begun so often. */
const TRIES_OF_A_PAGE = 8;
const WALKS = 3;

async function pageOf(api: BaseApi, page: number, pauseMs: number): Promise<Result<PageReply, Trouble>> {
  let last: Result<PageReply, Trouble> = await api.page(page);
  for (let tries = 1; tries < TRIES_OF_A_PAGE && !last.ok; tries += 1) {
    if (last.error.weight === 'person' || api.isOver()) return last;
    await sleep(Math.max(pauseMs, last.error.retryAfterMs ?? 0));
    last = await api.page(page);
  }
  return last;
}

/** Newest first, whatever the page: a server that sorts otherwise can't be walked. */
function isDescending(orders: readonly BaseOrderReply[]): boolean {
  return orders.every((order, at) => at === 0 || order.id < (orders[at - 1]?.id ?? Infinity));
}

type Walked = 'again' | readonly BaseOrderReply[];

async function walkOnce(api: BaseApi, downTo: number, pauseMs: number): Promise<Result<Walked, Trouble>> {
  const found = new Map<number, BaseOrderReply>();
  let fewest = 0;
  for (let page = 1; ; page += 1) {
    const reply = await pageOf(api, page, pauseMs);
    if (!reply.ok) return reply;
    if (reply.value === 'no-such-page') return ok('again');
    const { count, next, results } = reply.value;
    // Orders that were deleted meanwhile move the others up, past the page that is read next.
    if (count < fewest) return ok('again');
    fewest = count;
    if (!isDescending(results)) return err(trouble('not-understood', 'server'));
    for (const order of results) found.set(order.id, order);
    const lowest = results.at(-1)?.id ?? 0;
    if (next === null || lowest <= downTo) return ok([...found.values()]);
  }
}

/**
 * Walks the orders of a server from the newest down to a watermark and returns all of them above it. Filters are never used: such servers
 * ignore them, and a count is not an answer. A list that shrinks under the walk is walked again.
 */
export async function walkOrders(
  api: BaseApi,
  downTo: number,
  pauseMs: number,
): Promise<Result<readonly BaseOrderReply[], Trouble>> {
  for (let walks = 0; walks < WALKS; walks += 1) {
    const walked = await walkOnce(api, downTo, pauseMs);
    if (!walked.ok) return walked;
    if (walked.value !== 'again') return ok(walked.value.filter((order) => order.id > downTo));
  }
  return err(trouble('not-understood', 'server'));
}
