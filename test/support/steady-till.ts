/**
 * A till without a window, in a process of its own, that serves so many customers one after the other, in cash and on the terminal by turns, and
 * tries again whatever its disk refuses: `node steady-till.ts '{"dataFolder": …, "customers": 6}'`. It ends without closing anything.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Till } from '../../electron/compose.ts';
import { systemIds } from '../../electron/platform/ids.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Checkout } from '../../shared/contract/sale.ts';
import type { Result } from '../../shared/domain/result.ts';
import { must } from './catalogue.ts';
import { seededRandom } from './seeded-random.ts';
import { fillCart, openWindowlessTill, shelfOf, type Bill } from './windowless-till.ts';

export type SteadyTillOptions = { readonly dataFolder: string; readonly customers: number };

export type TenderKind = 'cash' | 'card-terminal';

/** One line that the process says. */
export type SteadyTillLine =
  /** Selling begins. */
  | { readonly said: 'open' }
  | { readonly said: 'charges'; readonly kind: TenderKind }
  | { readonly said: 'refused'; readonly code: string }
  | {
      readonly said: 'paid';
      readonly orderId: string;
      readonly invoiceNumber: string;
      readonly totalPaise: number;
    }
  | { readonly said: 'done' };

const TRIES_MAX = 200;

function say(line: SteadyTillLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

/** Does a thing until the disk lets it be done. */
async function insist<T>(work: () => Promise<Result<T, PosError>> | Result<T, PosError>): Promise<T> {
  for (let tries = 0; tries < TRIES_MAX; tries += 1) {
    const done = await work();
    if (done.ok) return done.value;
    say({ said: 'refused', code: done.error.code });
    await sleep(30);
  }
  throw new Error('the disk never let it be done');
}

async function untilPaid(till: Till, bill: Bill, kind: TenderKind): Promise<Checkout> {
  const amountPaise = bill.expectedTotalPaise;
  const tender = kind === 'cash' ? { kind, amountPaise, receivedPaise: amountPaise } : { kind, amountPaise };
  const charge = { ...bill, buyer: null, tender };
  say({ said: 'charges', kind });
  let checkout = await insist(() => till.handlers.charge({ ...charge, requestId: systemIds.next() }));
  while (checkout.state !== 'paid') {
    await sleep(5);
    checkout = must(await till.handlers.getCheckout({ orderId: bill.orderId }));
    if (checkout.attempts.at(-1)?.actions.includes('new-attempt') === true) {
      checkout = await insist(() => till.handlers.charge({ ...charge, requestId: systemIds.next() }));
    }
  }
  return checkout;
}

async function run(): Promise<void> {
  const { dataFolder, customers } = JSON.parse(process.argv[2] ?? '{}') as SteadyTillOptions;
  const till = await openWindowlessTill({ dataFolder });
  const problem = till.problem();
  if (problem !== null) throw new Error(`the till does not open: ${JSON.stringify(problem)}`);
  const random = seededRandom(8);
  const shelf = await shelfOf(till);
  // What is left to tidy of the sample shop is written beside the sales and synced by another thread; no sale rests on it.
  await till.shop()?.catalogue.settled();
  say({ said: 'open' });
  for (let customer = 0; customer < customers; customer += 1) {
    const bill = fillCart(random, shelf);
    await insist(() => till.handlers.saveCart({ orderId: bill.orderId, lines: bill.lines }));
    const checkout = await untilPaid(till, bill, customer % 2 === 0 ? 'cash' : 'card-terminal');
    const { orderId, invoiceNumber, totalPaise } = checkout;
    say({ said: 'paid', orderId, invoiceNumber: invoiceNumber ?? '', totalPaise });
  }
  say({ said: 'done' });
  process.exit(0);
}

await run();
