/** A sale on the terminal, from Charge to the paid order, with the whole till in front of an emulator in a process of its own. */
import { once } from 'node:events';
import type { OrderId } from '../../../shared/domain/ids.ts';
import { must } from '../../support/catalogue.ts';
import { billOf, onTerminal, openBenchTill, shelfOf } from '../data/bench-till.ts';
import { engineDone, engineTask } from '../harness/engine-process.ts';

const task = engineTask<{ readonly folder: string; readonly sales: number }>();
const till = await openBenchTill(task.folder);
const shelf = await shelfOf(till);
const changed = new EventTarget();
till.subscribe(({ topic }) => {
  if (topic === 'checkout' || topic === 'attempt') changed.dispatchEvent(new Event('changed'));
});

async function isPaid(orderId: OrderId): Promise<boolean> {
  return must(await till.handlers.getCheckout({ orderId })).state === 'paid';
}

const durable: number[] = [];
const paid: number[] = [];
for (let at = 0; at < task.sales; at += 1) {
  const bill = billOf(shelf, at, onTerminal);
  const from = performance.now();
  must(await till.handlers.charge(bill));
  durable.push(performance.now() - from);
  for (;;) {
    const next = once(changed, 'changed');
    if (await isPaid(bill.orderId)) break;
    await next;
  }
  paid.push(performance.now() - from);
}
await till.close();
engineDone({ durable, paid });
