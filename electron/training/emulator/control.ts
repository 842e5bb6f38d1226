import type { CustomerAct } from '../../../shared/contract/training.ts';
import type { Book } from './book.ts';
import { playCustomer, scanUpi } from './customer.ts';
import type { HoldPoint, Holds } from './holds.ts';
import type { Rule, Rules } from './rules.ts';
import type { Operation, Scenario } from './scenario.ts';
import { scenarios } from './scenarios/index.ts';
import type { HeldTransaction } from './transaction.ts';

/** One call as it came in, for tests that count what the till sent. */
export type SeenCall = { readonly operation: Operation; readonly attemptId: string; readonly atMs: number };

/** What a person or a test may do to the emulator; the same over HTTP below /_control and in process. */
export type EmulatorControl = {
  /** Adds a rule; the newest one that fits a sale decides how it goes. */
  addRule(rule: Rule): void;
  clearRules(): void;
  /** Holds replies of an operation back, before or after its work is done, until they are released. */
  hold(operation: Operation, point: HoldPoint): void;
  release(operation: Operation, point: HoldPoint): void;
  releaseAll(): void;
  waiting(): ReturnType<Holds['waiting']>;
  /** Plays the customer of a pending sale. */
  decide(attemptId: string, outcome: 'approve' | 'decline', hostCode?: string): HeldTransaction | null;
  /** The one-time password that the customer's phone shows for a typed card; null where none is waited for. */
  otpOf(attemptId: string): string | null;
  /** Plays a person who scans a UPI QR and pays it; null when it is none of ours. */
  payUpi(payload: string): HeldTransaction | null;
  /** Plays one act of a customer at the terminal; null when no sale waits under that id. */
  play(attemptId: string, act: CustomerAct): HeldTransaction | null;
  /** Whether customers wait for a person to play them. */
  byHand(): boolean;
  setByHand(byHand: boolean): void;
  /** Books a payment by hand at the gateway, as an operator would, whatever the till was told before. */
  forceStatus(
    attemptId: string,
    orderId: string,
    amountPaise: number,
    status: 'APPROVED' | 'CANCELLED',
  ): void;
  /** Settles the batch: approvals can't be voided any more. */
  settle(): void;
  /** Makes the list of a day say another amount of a payment, or nothing of it (null). */
  settleAs(attemptId: string, amountPaise: number | null): void;
  transactions(): readonly HeldTransaction[];
  calls(): readonly SeenCall[];
  scenarios(): readonly Pick<Scenario, 'name' | 'says'>[];
};

/** What the conductor does beyond the book. */
export type ControlLinks = {
  readonly pullCable: (attemptId: string) => unknown;
  readonly settleAs: (attemptId: string, amountPaise: number | null) => unknown;
};

/** Joins the emulator's parts for whoever conducts it. */
export function createControl(
  rules: Rules,
  holds: Holds,
  book: Book,
  seen: readonly SeenCall[],
  links: ControlLinks = { pullCable: () => undefined, settleAs: () => undefined },
): EmulatorControl {
  let byHand = false;
  return {
    addRule: (rule) => rules.add(rule),
    clearRules: () => rules.clear(),
    hold: (operation, point) => holds.hold(operation, point),
    release: (operation, point) => holds.release(operation, point),
    releaseAll: () => holds.releaseAll(),
    waiting: () => holds.waiting(),
    decide: (attemptId, outcome, hostCode) =>
      book.decide(attemptId, outcome, hostCode === undefined ? {} : { hostCode }),
    otpOf: (attemptId) => book.otpOf(attemptId),
    payUpi(payload) {
      const scanned = scanUpi(payload);
      return scanned === null ? null : book.payUpi(scanned.attemptId, scanned.amountPaise);
    },
    play: (attemptId, act) => playCustomer(book, attemptId, act, links.pullCable),
    byHand: () => byHand,
    setByHand(wanted) {
      byHand = wanted;
      book.setByHand(wanted);
    },
    forceStatus: (attemptId, orderId, amountPaise, status) =>
      book.force(attemptId, orderId, amountPaise, status),
    settle: () => book.settle(),
    settleAs: (attemptId, amountPaise) => void links.settleAs(attemptId, amountPaise),
    transactions: () => book.all(),
    calls: () => [...seen],
    scenarios: () => [...scenarios.values()].map(({ name, says }) => ({ name, says })),
  };
}
