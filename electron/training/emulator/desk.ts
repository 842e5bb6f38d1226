import type { Book, Refusal } from './book.ts';
import type { Account } from './door.ts';
import { pictureOf } from './picture.ts';
import type { Scenario } from './scenario.ts';
import type { HeldTransaction } from './transaction.ts';

/** An answer before any fault befalls it. */
export type Reply = { readonly status: number; readonly json: Readonly<Record<string, unknown>> };

/** What every call of the gateway works with. */
export type Desk = {
  readonly book: Book;
  readonly account: Account;
  readonly seed: number;
  readonly now: () => number;
  /** What the list of a day says wrongly: another amount of a payment, or nothing of it (null). */
  readonly settlement: ReadonlyMap<string, number | null>;
  readonly scenarioOf: (attemptId: string, amountPaise: number, lastFour: string) => Scenario;
};

/** A refusal in the protocol's words. */
export function refusal(status: number, code: string, attemptId: string | null): Reply {
  return { status, json: { error: code, message: code.replaceAll('-', ' '), attemptId } };
}

/** Tells a payment as it stands, or why there is none. */
export function tell(
  desk: Desk,
  attemptId: string,
  held: HeldTransaction | Refusal | null,
  status: number,
): Reply {
  if (held === null) return refusal(404, 'not-found', attemptId);
  if ('refused' in held) return refusal(held.refused.status, held.refused.code, attemptId);
  return { status, json: pictureOf(held, desk.account.merchantId, desk.seed, desk.now()) };
}
