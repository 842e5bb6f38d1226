/**
 * A till without a window, in a process of its own, that sells as a busy and unlucky shop does until somebody kills it:
 * `node selling-till.ts '{"dataFolder": …, "seed": …}'`. It loads, says `loaded`, and opens the till when a line comes in. Every line it
 * says is one thing that has happened and is on disk.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Till } from '../../electron/compose.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import type { OrderId, RequestId } from '../../shared/domain/ids.ts';
import { addPaise, paise } from '../../shared/domain/money.ts';
import { must } from './catalogue.ts';
import { seededRandom, type Random } from './seeded-random.ts';
import { fillCart, openWindowlessTill, shelfOf, type Bill } from './windowless-till.ts';

/** What the process is started with; `settle` sells nothing, waits until every payment is settled, and closes properly. */
export type SellingTillOptions = {
  readonly dataFolder: string;
  readonly seed: number;
  readonly settle: boolean;
};

/** One line that the process says. */
export type SellingTillLine =
  | { readonly said: 'loaded' }
  | { readonly said: 'open' }
  | { readonly said: 'changed'; readonly topic: string }
  | {
      readonly said: 'paid';
      readonly orderId: string;
      readonly invoiceNumber: string;
      readonly totalPaise: number;
    }
  | { readonly said: 'problem'; readonly detail: string }
  | { readonly said: 'settled' };

function say(line: SellingTillLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

function sayIfPaid(checkout: Checkout): boolean {
  const { orderId, state, totalPaise, invoiceNumber } = checkout;
  if (state !== 'paid' || invoiceNumber === null) return false;
  say({ said: 'paid', orderId, invoiceNumber, totalPaise });
  return true;
}

type Counter = { readonly till: Till; readonly random: Random; readonly shelf: readonly Product[] };

/** Waits until the payment of an order came to an end, for a while; an impatient cashier cancels it. */
async function follow({ till, random }: Counter, orderId: OrderId): Promise<void> {
  const patience = 3 + random.below(40);
  for (let looks = 0; looks < 60; looks += 1) {
    const checkout = must(await till.handlers.getCheckout({ orderId }));
    const last = checkout.attempts.at(-1);
    if (sayIfPaid(checkout) || last === undefined || last.actions.includes('new-attempt')) return;
    if (looks > patience && last.actions.includes('cancel')) {
      must(await till.handlers.cancelAttempt({ attemptId: last.attemptId }));
    }
    await sleep(4);
  }
}

async function chargeOnce(counter: Counter, bill: Bill, kind: 'cash' | 'card-terminal'): Promise<void> {
  const { till, random } = counter;
  const total = bill.expectedTotalPaise;
  const tender =
    kind === 'cash'
      ? { kind, amountPaise: total, receivedPaise: addPaise(total, paise(100 * random.below(50))) }
      : { kind, amountPaise: total };
  const request = { ...bill, requestId: systemIds.next<RequestId>(), buyer: null, tender };
  const presses = random.chance(0.1) ? 2 : 1;
  const replies = await Promise.all(
    Array.from({ length: presses }, async () => till.handlers.charge(request)),
  );
  const reply = replies[0];
  if (reply?.ok === true && !sayIfPaid(reply.value)) await follow(counter, bill.orderId);
}

/** One customer: the cart grows on disk, is charged, charged again otherwise when that failed, or given up. */
async function serve(counter: Counter): Promise<void> {
  const { till, random, shelf } = counter;
  const bill = fillCart(random, shelf);
  const { orderId, lines } = bill;
  for (let count = 1; count <= lines.length; count += 1) {
    must(await till.handlers.saveCart({ orderId, lines: lines.slice(0, count) }));
  }
  await chargeOnce(counter, bill, random.chance(0.35) ? 'cash' : 'card-terminal');
  const checkout = await till.handlers.getCheckout({ orderId });
  if (!checkout.ok || checkout.value.state === 'paid') return;
  if (random.chance(0.3)) await till.handlers.abandonOrder({ orderId });
  else await chargeOnce(counter, bill, 'cash');
}

/** A cashier who sees a payment of an earlier bill in the strip cancels it now and then, as the terminal is needed. */
async function clearTerminal({ till, random }: Counter): Promise<void> {
  const { attempts } = must(await till.handlers.listOpenAttempts(undefined));
  for (const { attemptId, actions } of attempts) {
    if (actions.includes('cancel') && random.chance(0.5)) await till.handlers.cancelAttempt({ attemptId });
  }
}

async function settle(till: Till): Promise<void> {
  for (;;) {
    const { attempts } = must(await till.handlers.listOpenAttempts(undefined));
    if (attempts.length === 0) return;
    for (const { attemptId, actions } of attempts) {
      if (actions.includes('cancel')) await till.handlers.cancelAttempt({ attemptId });
    }
    await sleep(20);
  }
}

async function run(): Promise<void> {
  const options = JSON.parse(process.argv[2] ?? '{}') as SellingTillOptions;
  say({ said: 'loaded' });
  await once(process.stdin, 'data');
  const till = await openWindowlessTill({
    dataFolder: options.dataFolder,
    report: (event, details) => {
      if (event.endsWith('bug') || event === 'sale-not-completed' || event === 'payment-call-failed') {
        say({ said: 'problem', detail: `${event} ${JSON.stringify(details)}` });
      }
    },
  });
  const problem = till.problem();
  if (problem !== null) throw new Error(`the till does not open: ${JSON.stringify(problem)}`);
  till.subscribe(({ topic }) => say({ said: 'changed', topic }));
  say({ said: 'open' });
  if (options.settle) {
    await settle(till);
    await till.close();
    say({ said: 'settled' });
    process.stdin.destroy();
    return;
  }
  const counter = { till, random: seededRandom(options.seed), shelf: await shelfOf(till) };
  for (;;) {
    await serve(counter);
    await clearTerminal(counter);
    // Between two customers the till gets to its timers and replies, as it does between two keys of a cashier.
    await sleep(counter.random.below(6));
  }
}

await run();
