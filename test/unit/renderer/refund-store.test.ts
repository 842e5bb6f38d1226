import { describe, expect, test } from 'vitest';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { OrderLine } from '../../../shared/contract/orders.ts';
import type { RefundOrderRequest, RefundQuote } from '../../../shared/contract/refunds.ts';
import type { LineId, OrderId, RefundId } from '../../../shared/domain/ids.ts';
import { paise, type Paise } from '../../../shared/domain/money.ts';
import { quantityMilli } from '../../../shared/domain/quantity.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import {
  choose,
  isWhole,
  linesOf,
  needsManager,
  paybacksOf,
  stepBy,
  typedQuantity,
  wholeOf,
} from '../../../renderer/orders/refund-choice.ts';
import { createReturnStore, mayConfirm, mayGoBack } from '../../../renderer/orders/refund-store.ts';
import { newId } from './pretend.ts';

const soap = newId<LineId>();
const dal = newId<LineId>();
const returnable = new Map([
  [soap, quantityMilli(3000)],
  [dal, quantityMilli(1250)],
]);

const lineOf = (lineId: LineId, unit: string): OrderLine => ({
  lineId,
  productId: null,
  name: 'Soap',
  nameHi: null,
  hsn: null,
  unit,
  quantityMilli: quantityMilli(3000),
  unitPricePaise: paise(100),
  mrpPaise: null,
  discountPaise: paise(0),
  taxablePaise: paise(100),
  gstRateBp: 0,
  cgstPaise: paise(0),
  sgstPaise: paise(0),
  igstPaise: paise(0),
  totalPaise: paise(100),
});

const quoteOf = (paybackPaise: Paise, change: Partial<RefundQuote> = {}): RefundQuote => ({
  orderId: newId<OrderId>(),
  returnable: [...returnable].map(([lineId, quantity]) => ({ lineId, quantityMilli: quantity })),
  taxablePaise: paybackPaise,
  taxPaise: paise(0),
  roundOffPaise: paise(0),
  paybackPaise,
  complete: false,
  sources: [{ kind: 'card-terminal', attemptId: null, lastFour: '1005', leftPaise: paise(100_000) }],
  ...change,
});

describe('what comes back', () => {
  test('is never more than can come back, and none of a line takes it out', () => {
    const all = choose(new Map(), returnable, soap, quantityMilli(9000));
    expect(all.get(soap)).toBe(3000);
    expect(choose(all, returnable, soap, quantityMilli(0)).size).toBe(0);
  });

  test('is stepped by whole pieces, and by a tenth of what is weighed, up to the last gram', () => {
    const one = stepBy(new Map(), returnable, lineOf(soap, 'piece'), 1);
    expect(one.get(soap)).toBe(1000);
    expect(stepBy(one, returnable, lineOf(soap, 'piece'), -1).size).toBe(0);
    let weighed = stepBy(new Map(), returnable, lineOf(dal, 'kg'), 1);
    expect(weighed.get(dal)).toBe(100);
    for (let step = 0; step < 20; step += 1) weighed = stepBy(weighed, returnable, lineOf(dal, 'kg'), 1);
    expect(weighed.get(dal)).toBe(1250);
  });

  test('all that is left goes to main as null, a part as lines', () => {
    expect(linesOf(wholeOf(returnable), returnable)).toBeNull();
    const part = choose(new Map(), returnable, soap, quantityMilli(1000));
    expect(isWhole(part, returnable)).toBe(false);
    expect(linesOf(part, returnable)).toEqual([{ lineId: soap, quantityMilli: 1000 }]);
    expect(isWhole(new Map(), new Map([[soap, quantityMilli(0)]]))).toBe(false);
  });

  test('a typed quantity too large is an error, never cut down in silence', () => {
    const left = quantityMilli(1250);
    expect(typedQuantity('0.250', 'kg', left)).toEqual(ok(250));
    expect(typedQuantity('250 g', 'kg', left)).toEqual(ok(250));
    expect(typedQuantity('', 'kg', left)).toEqual(ok(0));
    expect(typedQuantity('0.000', 'kg', left)).toEqual(ok(0));
    expect(typedQuantity('2', 'kg', left)).toEqual(err({ code: 'refund-over-sold' }));
    expect(typedQuantity('1.5', 'piece', left).ok).toBe(false);
    expect(typedQuantity('two', 'piece', left).ok).toBe(false);
  });

  test('the money goes back in the order of the sources, and cash needs a manager', () => {
    const split = quoteOf(paise(7000), {
      sources: [
        { kind: 'card-terminal', attemptId: null, lastFour: '1005', leftPaise: paise(5000) },
        { kind: 'cash', attemptId: null, lastFour: null, leftPaise: paise(4000) },
      ],
    });
    expect(paybacksOf(split).map(({ kind, amountPaise }) => [kind, amountPaise])).toEqual([
      ['card-terminal', 5000],
      ['cash', 2000],
    ]);
    expect(needsManager(split, 'instrument')).toBe(true);
    expect(needsManager({ ...split, paybackPaise: paise(5000) }, 'instrument')).toBe(false);
    expect(needsManager({ ...split, paybackPaise: paise(5000) }, 'cash')).toBe(true);
  });
});

type Sent = Result<{ refunds: never[] }, PosError>;

/** A return of an order whose main answers as the test says and remembers what it was asked. */
function desk() {
  const sent: RefundOrderRequest[] = [];
  const quoted: unknown[] = [];
  const answers: {
    quote: () => Promise<Result<RefundQuote, PosError>>;
    send: () => Promise<Sent>;
  } = {
    quote: async () => ok(quoteOf(paise(4500))),
    send: async () => ok({ refunds: [] }),
  };
  const store = createReturnStore({
    orderId: newId<OrderId>(),
    pos: () => ({
      quoteRefund: async ({ lines }) => {
        quoted.push(lines);
        return answers.quote();
      },
      refundOrder: async (request) => {
        sent.push(request);
        return answers.send();
      },
    }),
    newRefundId: () => newId<RefundId>(),
  });
  const toConfirm = async (): Promise<void> => {
    await store.getState().open();
    await store.getState().set(soap, quantityMilli(1000));
    store.getState().say({ reason: 'Damaged' });
    store.getState().confirm();
  };
  return { store, sent, quoted, answers, toConfirm };
}

describe('a return', () => {
  test('begins with nothing chosen and nothing to confirm', async () => {
    const { store, quoted } = desk();
    await store.getState().open();
    expect(quoted).toEqual([null]);
    expect(store.getState().step).toBe('choose');
    expect(store.getState().choice.size).toBe(0);
    expect(mayConfirm(store.getState())).toBe(false);
  });

  test('of a bill that came back already says so', async () => {
    const { store, answers } = desk();
    answers.quote = async () => err({ code: 'refund-empty' });
    await store.getState().open();
    expect(store.getState()).toMatchObject({ step: 'nothing-left', error: null });
  });

  test('needs a choice, its quote and a reason', async () => {
    const { store } = desk();
    await store.getState().open();
    await store.getState().set(soap, quantityMilli(1000));
    expect(mayConfirm(store.getState())).toBe(false);
    store.getState().say({ reason: ' x ' });
    expect(mayConfirm(store.getState())).toBe(false);
    store.getState().say({ reason: 'Damaged' });
    expect(mayConfirm(store.getState())).toBe(true);
  });

  test('shows the quote of the last choice only, whichever answer comes last', async () => {
    const { store, answers } = desk();
    await store.getState().open();
    const first = Promise.withResolvers<Result<RefundQuote, PosError>>();
    answers.quote = async () => first.promise;
    const early = store.getState().set(soap, quantityMilli(1000));
    expect(store.getState().quoting).toBe(true);
    answers.quote = async () => ok(quoteOf(paise(9000)));
    await store.getState().set(soap, quantityMilli(2000));
    first.resolve(ok(quoteOf(paise(4500))));
    await early;
    expect(store.getState().quote?.paybackPaise).toBe(9000);
  });

  test('pressed twice gives back once', async () => {
    const { store, sent, toConfirm } = desk();
    await toConfirm();
    await Promise.all([store.getState().send(null), store.getState().send(null)]);
    await store.getState().send(null);
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      lines: [{ lineId: soap, quantityMilli: 1000 }],
      expectedPaybackPaise: 4500,
      to: 'instrument',
      reason: 'Damaged',
      restock: true,
      manager: null,
    });
    expect(store.getState().step).toBe('sent');
  });

  test('whose call broke on the way can only be sent again under its own id', async () => {
    const { store, sent, answers, toConfirm } = desk();
    await toConfirm();
    answers.send = () => Promise.reject(new Error('main is gone'));
    await store.getState().send(null);
    expect(store.getState()).toMatchObject({ step: 'confirm', error: { code: 'internal' } });
    expect(mayGoBack(store.getState())).toBe(false);
    store.getState().back();
    answers.send = async () => ok({ refunds: [] });
    await store.getState().send(null);
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  test('looked over a second time has an id of its own', async () => {
    const { store, toConfirm } = desk();
    await toConfirm();
    const { refundId } = store.getState();
    store.getState().back();
    store.getState().confirm();
    expect(store.getState().refundId).not.toBe(refundId);
  });

  test('in cash is not sent without a PIN, and a wrong PIN leaves it as it was', async () => {
    const { store, sent, answers } = desk();
    await store.getState().open();
    await store.getState().all();
    store.getState().say({ reason: 'Damaged', to: 'cash' });
    store.getState().confirm();
    expect(store.getState().withManager).toBe(true);
    await store.getState().send(null);
    expect(sent).toHaveLength(0);
    answers.send = async () => err({ code: 'manager-pin-wrong', params: { triesLeft: 2 } });
    await store.getState().send('0000');
    expect(store.getState()).toMatchObject({ step: 'confirm', error: { code: 'manager-pin-wrong' } });
    answers.send = async () => ok({ refunds: [] });
    await store.getState().send('1234');
    expect(sent.map(({ manager }) => manager)).toEqual([{ pin: '0000' }, { pin: '1234' }]);
    expect(sent[1]?.refundId).toBe(sent[0]?.refundId);
  });

  test('that main wants a manager for asks for the PIN', async () => {
    const { store, answers, toConfirm } = desk();
    await toConfirm();
    expect(store.getState().withManager).toBe(false);
    answers.send = async () => err({ code: 'manager-needed' });
    await store.getState().send(null);
    expect(store.getState().withManager).toBe(true);
  });

  test('whose amount changed goes back to the choice, asked for anew', async () => {
    const { store, quoted, answers, toConfirm } = desk();
    await toConfirm();
    answers.send = async () => err({ code: 'refund-amount-differs', params: { paybackPaise: 4400 } });
    answers.quote = async () => ok(quoteOf(paise(4400)));
    await store.getState().send(null);
    expect(store.getState()).toMatchObject({ step: 'choose', error: { code: 'refund-amount-differs' } });
    expect(store.getState().quote?.paybackPaise).toBe(4400);
    expect(quoted).toHaveLength(3);
  });
});
