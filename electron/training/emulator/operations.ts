import {
  cancelRequest,
  refundRequest,
  terminalSaleRequest,
  voidRequest,
} from '../../../shared/contract/gateway.ts';
import { assertNever } from '../../../shared/domain/result.ts';
import { trainingCards } from './cards.ts';
import { refusal, tell, type Desk, type Reply } from './desk.ts';
import { digitsFor } from './digits.ts';
import { keyedSale, otpCall } from './keyed-operations.ts';
import { pictureOf } from './picture.ts';
import type { Route } from './route.ts';

export { refusal, type Desk, type Reply } from './desk.ts';

const PAGE = 200;
const INDIA_OFFSET_MS = 19_800_000;

/** The card that this attempt's customer carries, by the seed. */
export function cardOf(seed: number, attemptId: string): string {
  const index = Number(digitsFor(seed, attemptId, 'card', 6)) % trainingCards.length;
  return trainingCards[index]?.lastFour ?? trainingCards[0].lastFour;
}

function sale(desk: Desk, body: unknown): Reply {
  const parsed = terminalSaleRequest.safeParse(body);
  if (!parsed.success) return refusal(400, 'invalid-request', null);
  const { attemptId, orderId, terminalId, amountPaise, merchantId } = parsed.data;
  if (merchantId !== desk.account.merchantId || terminalId !== desk.account.terminalId) {
    return refusal(403, 'forbidden', attemptId);
  }
  const lastFour = cardOf(desk.seed, attemptId);
  const scenario = desk.scenarioOf(attemptId, amountPaise, lastFour);
  return tell(
    desk,
    attemptId,
    desk.book.startSale({ attemptId, orderId, terminalId, amountPaise, lastFour }, scenario),
    202,
  );
}

function voidSale(desk: Desk, attemptId: string, body: unknown): Reply {
  const parsed = voidRequest.safeParse(body);
  if (!parsed.success) return refusal(400, 'invalid-request', attemptId);
  const { voidId, amountPaise } = parsed.data;
  const result = desk.book.void(attemptId, voidId);
  if (result === null) return refusal(404, 'not-found', attemptId);
  return {
    status: 200,
    json: { voidId, attemptId, amountPaise, result, rrn: digitsFor(desk.seed, voidId, 'rrn', 12) },
  };
}

function refundSale(desk: Desk, attemptId: string, body: unknown): Reply {
  const parsed = refundRequest.safeParse(body);
  if (!parsed.success) return refusal(400, 'invalid-request', attemptId);
  const { refundId, amountPaise } = parsed.data;
  const result = desk.book.refund(attemptId, refundId, amountPaise);
  if (result === null) return refusal(404, 'not-found', attemptId);
  const done = result === 'REFUNDED';
  const rrn = done ? digitsFor(desk.seed, refundId, 'rrn', 12) : null;
  const reason = done ? null : result;
  return {
    status: 200,
    json: { refundId, attemptId, amountPaise, result: done ? 'REFUNDED' : 'REFUSED', reason, rrn },
  };
}

/** The calendar day in India of an instant. */
function dayOf(atMs: number): string {
  return new Date(atMs + INDIA_OFFSET_MS).toISOString().slice(0, 10);
}

/** The amount that the list of a day gives a payment, where it was told to differ. */
function settledAs(amountPaise: number | null | undefined): { readonly amountPaise?: number } {
  return typeof amountPaise === 'number' ? { amountPaise } : {};
}

function day(desk: Desk, route: Route): Reply {
  const all = desk.book.all().filter((held) => !held.tombstone && dayOf(held.startedAtMs) === route.date);
  const from = Number(route.cursor ?? '0');
  const listed = all.filter((held) => desk.settlement.get(held.attemptId) !== null);
  const page = listed.slice(from, from + PAGE);
  const next = from + PAGE < listed.length ? String(from + PAGE) : null;
  const { merchantId } = desk.account;
  const transactions = page.map((held) => ({
    ...pictureOf(held, merchantId, desk.seed, desk.now()),
    ...settledAs(desk.settlement.get(held.attemptId)),
    at: held.decidedAtMs ?? held.startedAtMs,
  }));
  return { status: 200, json: { date: route.date, merchantId, transactions, nextCursor: next } };
}

/** Does the work of one call. */
export function perform(desk: Desk, route: Route, body: unknown): Reply {
  const { operation, attemptId } = route;
  switch (operation) {
    case 'sale':
      return sale(desk, body);
    case 'keyed-sale':
      return keyedSale(desk, body);
    case 'otp':
    case 'resend':
      return otpCall(desk, attemptId, operation, body);
    case 'status':
      return tell(desk, attemptId, desk.book.look(attemptId), 200);
    case 'cancel': {
      const parsed = cancelRequest.safeParse(body);
      if (!parsed.success) return refusal(400, 'invalid-request', attemptId);
      return tell(
        desk,
        attemptId,
        desk.book.cancel(attemptId, parsed.data.terminalId, parsed.data.amountPaise),
        200,
      );
    }
    case 'void':
      return voidSale(desk, attemptId, body);
    case 'refund':
      return refundSale(desk, attemptId, body);
    case 'day':
      return day(desk, route);
    case 'health':
      return { status: 200, json: { status: 'ok', merchantId: desk.account.merchantId, time: desk.now() } };
    // The base protocol has a desk of its own.
    case 'init':
    case 'process':
    case 'verify':
    case 'confirm':
      return refusal(404, 'not-found', null);
    default:
      return assertNever(operation);
  }
}
