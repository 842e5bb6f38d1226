import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listSendableOutbox } from '../../../electron/store/repositories/outbox.ts';
import { sha256Hex } from '../../../electron/platform/message-signature.ts';
import { eventKinds, eventPayloads, type EventKind } from '../../../shared/contract/central-api.ts';
import { must } from '../../support/catalogue.ts';
import {
  choosePin,
  manager,
  patience,
  refundOf,
  sellByCard,
  sellForCash,
  sellSplit,
  sellUnknown,
} from '../../support/give-back.ts';
import {
  checkoutOf,
  openHome,
  openTill,
  type TestTill,
  type TillHome,
} from '../../support/till-under-test.ts';

let home: TillHome;
let till: TestTill;
beforeEach(async () => {
  home = await openHome();
  till = await openTill(home);
});
afterEach(async () => {
  await till.kill();
  await home.end();
});

const rows = () =>
  listSendableOutbox(till.store.reader, 0, 1000).map((row) => ({ ...row, payload: row.payload.toString() }));
const kindsWritten = (): string[] => rows().map(({ kind }) => kind);

function isKind(kind: string): kind is EventKind {
  return eventKinds.some((one) => one === kind);
}

/** What the wire contract says against what the till wrote; empty when nothing. */
function problems(): string[] {
  return rows().flatMap(({ kind, payload, payloadHash }) => {
    if (!isKind(kind)) return [`no such kind: ${kind}`];
    if (sha256Hex(payload) !== payloadHash) return [`${kind}: another hash`];
    const parsed = eventPayloads[kind].safeParse(JSON.parse(payload));
    return parsed.success ? [] : [`${kind}: ${parsed.error.message}`];
  });
}

test('whatever a till does, it writes only what the wire contract takes', async () => {
  await choosePin(till);
  sellForCash(till, [['Rice', 2]]);
  const card = await sellByCard(till, [['Soap', 3]]);
  await sellSplit(till, 50_00, [['Rice', 1]]);
  must(await till.refunds.refund(refundOf(till, card, [1])));
  await vi.waitFor(() => expect(kindsWritten()).toContain('credit-note-issued'), patience);
  const { businessDate } = must(till.shifts.getDay(null));
  must(await till.shifts.close({ businessDate, manager, signExceptions: true }));
  expect(problems()).toEqual([]);
  expect(new Set(kindsWritten())).toEqual(
    new Set(['order-completed', 'refund-changed', 'credit-note-issued', 'day-closed']),
  );
});

test('a payment that was in doubt and is approved late is told both ways, once each, in their order', async () => {
  till.emulator.control.hold('sale', 'after');
  till.emulator.control.hold('status', 'before');
  const order = await sellUnknown(till);
  till.emulator.control.releaseAll();
  await vi.waitFor(() => expect(checkoutOf(till, order.orderId).state).toBe('paid'), patience);
  expect(kindsWritten()).toEqual(['attempt-changed', 'attempt-changed', 'order-completed']);
  const states = rows()
    .slice(0, 2)
    .map(({ payload }) => eventPayloads['attempt-changed'].parse(JSON.parse(payload)).attempt.state);
  expect(states).toEqual(['UNKNOWN', 'APPROVED']);
  expect(problems()).toEqual([]);
});
