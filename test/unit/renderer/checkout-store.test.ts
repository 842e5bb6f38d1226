import { describe, expect, test } from 'vitest';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { AttemptView, ChargeRequest, Checkout } from '../../../shared/contract/sale.ts';
import { paise } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { createCartStore } from '../../../renderer/counter/cart-store.ts';
import { createCheckoutStore } from '../../../renderer/counter/checkout-store.ts';
import { attempt, checkoutOf, product, testIds } from './pretend.ts';

type Answer = Result<Checkout, PosError>;

type Answers = {
  charge: () => Promise<Answer>;
  look: () => Promise<Answer>;
  abandon: () => Promise<Answer>;
  manager: () => Promise<Result<AttemptView, PosError>>;
};

/** A bill of one line, with a main that answers as the test says and remembers what it was asked. */
function till() {
  const cart = createCartStore(testIds);
  cart.getState().add(product(), null);
  const { orderId } = cart.getState();
  const charges: ChargeRequest[] = [];
  const answers: Answers = {
    charge: async () => ok(checkoutOf(orderId)),
    look: async () => err({ code: 'not-found' }),
    abandon: async () => ok(checkoutOf(orderId, { state: 'abandoned' })),
    manager: async () => err({ code: 'manager-pin-wrong', params: { triesLeft: 2 } }),
  };
  const order: string[] = [];
  const checkout = createCheckoutStore({
    cart,
    pos: () => ({
      charge: async (request) => {
        order.push('charge');
        charges.push(request);
        return answers.charge();
      },
      getCheckout: async () => answers.look(),
      cancelAttempt: async () => ok(attempt(orderId)),
      askAttempt: async () => ok(attempt(orderId)),
      submitOtp: async () => answers.manager(),
      resendOtp: async () => ok(attempt(orderId)),
      supersedeAttempt: async () => answers.manager(),
      resolveAttempt: async () => answers.manager(),
      abandonOrder: async () => answers.abandon(),
    }),
    payable: () => paise(2800),
    flush: async () => order.push('flush'),
    newRequestId: testIds.request,
    onPricesChanged: async () => {
      order.push('prices');
    },
  });
  return { cart, checkout, charges, answers, order, orderId };
}

const declined = (orderId: ChargeRequest['orderId'], version = 2): Checkout =>
  checkoutOf(orderId, {
    version,
    state: 'open',
    attempts: [attempt(orderId, { state: 'DECLINED', reason: 'wrong-pin', actions: ['new-attempt'] })],
  });

describe('from lines to receipt', () => {
  test('a typed card is sent once and kept nowhere, whatever main answers', async () => {
    const { checkout, charges, answers } = till();
    const card = { number: '6527658900001005', expiry: '1230', cvv: '737' };
    answers.charge = async () => err({ code: 'customer-required', params: { fromPaise: 5_000_000 } });
    await Promise.all([checkout.getState().chargeTyped(card), checkout.getState().chargeTyped(card)]);
    expect(charges).toHaveLength(1);
    expect(charges[0]?.tender).toEqual({ kind: 'card-keyed', amountPaise: 2800, card });
    expect(checkout.getState().asking).toBe('customer');
    expect(JSON.stringify(checkout.getState())).not.toContain('6527658900001005');
    const buyer = { name: 'Asha', phone: null, gstin: null };
    await checkout.getState().nameBuyer(buyer);
    // Nothing waited with the card in its hands: it is typed again.
    expect(charges).toHaveLength(1);
  });

  test('two presses of Charge at once send one charge', async () => {
    const { checkout, charges } = till();
    await Promise.all([checkout.getState().chargeCard(), checkout.getState().chargeCard()]);
    await checkout.getState().chargeCard();
    expect(charges).toHaveLength(1);
    expect(checkout.getState().step.kind).toBe('following');
  });

  test('the cart is on disk before the charge is asked for, and frozen from the press on', async () => {
    const { checkout, cart, order } = till();
    const press = checkout.getState().chargeCard();
    expect(cart.getState().frozen).toBe(true);
    await press;
    expect(order).toEqual(['flush', 'charge']);
  });

  test('a charge carries the cart as order, its lines, and the total that was shown', async () => {
    const { checkout, charges, orderId } = till();
    await checkout.getState().chargeCash(paise(5000));
    expect(charges[0]).toMatchObject({
      orderId,
      expectedTotalPaise: 2800,
      tender: { kind: 'cash', amountPaise: 2800, receivedPaise: 5000 },
    });
    expect(charges[0]?.lines).toHaveLength(1);
  });

  test('a declined payment leaves the lines, and each new try has a request id of its own', async () => {
    const { checkout, cart, charges, answers, orderId } = till();
    answers.charge = async () => ok(declined(orderId));
    await checkout.getState().chargeCard();
    await checkout.getState().chargeCard();
    expect(charges).toHaveLength(2);
    expect(charges[0]?.requestId).not.toBe(charges[1]?.requestId);
    checkout.getState().backToCart();
    expect(cart.getState().frozen).toBe(false);
    expect(cart.getState().entries).toHaveLength(1);
    expect(checkout.getState().step.kind).toBe('cart');
  });

  test('while the outcome is unknown neither card nor cash can be charged, and there is no way back to the lines', async () => {
    const { checkout, cart, charges, answers, orderId } = till();
    const unknown = attempt(orderId, { state: 'UNKNOWN', actions: ['wait', 'ask-again'] });
    answers.charge = async () => ok(checkoutOf(orderId, { attempts: [unknown] }));
    await checkout.getState().chargeCard();
    await checkout.getState().chargeCard();
    await checkout.getState().chargeCash(paise(2800));
    checkout.getState().ask('cash');
    checkout.getState().backToCart();
    expect(charges).toHaveLength(1);
    expect(checkout.getState().step.kind).toBe('following');
    expect(cart.getState().frozen).toBe(true);
  });

  test('a reply that was lost is followed by a look at the order, which shows the payment that did begin', async () => {
    const { checkout, cart, answers, orderId } = till();
    answers.charge = async () => Promise.reject(new Error('the channel broke'));
    answers.look = async () => ok(checkoutOf(orderId));
    await checkout.getState().chargeCard();
    expect(checkout.getState().step.kind).toBe('following');
    expect(cart.getState().frozen).toBe(true);
  });

  test('a refusal without a payment gives the lines back and keeps the reason in sight', async () => {
    const { checkout, cart, answers } = till();
    answers.charge = async () => err({ code: 'terminal-busy' });
    await checkout.getState().chargeCard();
    expect(checkout.getState()).toMatchObject({ step: { kind: 'cart' }, error: { code: 'terminal-busy' } });
    expect(cart.getState().frozen).toBe(false);
  });

  test('another total asks for the prices again before anything can be charged', async () => {
    const { checkout, answers, order } = till();
    answers.charge = async () => err({ code: 'total-differs' });
    checkout.getState().ask('cash');
    await checkout.getState().chargeCash(paise(2800));
    expect(order).toContain('prices');
    expect(checkout.getState().step.kind).toBe('cart');
  });

  test('an older state never replaces a newer one on screen', async () => {
    const { checkout, answers, orderId } = till();
    answers.charge = async () => ok(declined(orderId, 7));
    await checkout.getState().chargeCard();
    answers.look = async () => ok(checkoutOf(orderId, { version: 3 }));
    await checkout.getState().refresh();
    expect(checkout.getState()).toMatchObject({ step: { checkout: { version: 7 } } });
  });

  test('paid shows the receipt, and the next customer begins with an empty bill under a new id', async () => {
    const { checkout, cart, answers, orderId } = till();
    answers.charge = async () => ok(checkoutOf(orderId, { state: 'paid' }));
    await checkout.getState().chargeCash(paise(2800));
    expect(checkout.getState().step.kind).toBe('paid');
    checkout.getState().nextCustomer();
    expect(checkout.getState().step.kind).toBe('cart');
    expect(cart.getState()).toMatchObject({ entries: [], frozen: false });
    expect(cart.getState().orderId).not.toBe(orderId);
  });

  test('a payment that was open when the window loaded is taken up again', async () => {
    const { checkout, cart, answers, orderId } = till();
    answers.look = async () => ok(checkoutOf(orderId));
    await checkout.getState().resume();
    expect(checkout.getState().step.kind).toBe('following');
    expect(cart.getState().frozen).toBe(true);
  });

  test('money that is in while the bill is not complete can not be charged again', async () => {
    const { checkout, charges, answers, orderId } = till();
    const approved = attempt(orderId, { state: 'APPROVED', actions: [] });
    answers.charge = async () =>
      ok(checkoutOf(orderId, { state: 'paid-not-completed', attempts: [approved] }));
    await checkout.getState().chargeCard();
    await checkout.getState().chargeCard();
    checkout.getState().backToCart();
    expect(charges).toHaveLength(1);
    expect(checkout.getState().step.kind).toBe('following');
  });
});

/** A bill of ₹28 of which ₹10 are in. */
const partPaid = (orderId: ChargeRequest['orderId'], attempts: AttemptView[], version = 2): Checkout =>
  checkoutOf(orderId, {
    version,
    state: 'part-paid',
    paidPaise: paise(1000),
    duePaise: paise(1800),
    attempts,
  });

describe('a bill paid in parts', () => {
  test('a part is charged for its amount against the whole total, and what is left comes after', async () => {
    const { checkout, charges, answers, orderId } = till();
    answers.charge = async () => ok(partPaid(orderId, []));
    checkout.getState().ask('part');
    checkout.getState().payPart(paise(1000));
    await checkout.getState().chargeCash(paise(1000));
    expect(charges[0]).toMatchObject({ expectedTotalPaise: 2800, tender: { amountPaise: 1000 } });
    expect(checkout.getState()).toMatchObject({ step: { kind: 'following' }, partPaise: null });
    await checkout.getState().chargeCard();
    expect(charges[1]).toMatchObject({ expectedTotalPaise: 2800, tender: { amountPaise: 1800 } });
  });

  test('a part that is more than what is left takes what is left', async () => {
    const { checkout, charges } = till();
    checkout.getState().payPart(paise(9900));
    await checkout.getState().chargeCard();
    expect(charges[0]?.tender.amountPaise).toBe(2800);
  });

  test('a declined second tender leaves the first, and another can be taken', async () => {
    const { checkout, cart, charges, answers, orderId } = till();
    const no = attempt(orderId, { state: 'DECLINED', actions: ['new-attempt'] });
    answers.charge = async () => ok(partPaid(orderId, [no]));
    await checkout.getState().chargeCard();
    expect(cart.getState().frozen).toBe(true);
    checkout.getState().backToCart();
    expect(checkout.getState().step.kind).toBe('following');
    await checkout.getState().chargeCash(paise(1800));
    expect(charges[1]).toMatchObject({ tender: { kind: 'cash', amountPaise: 1800 } });
  });

  test('a part-paid bill is taken up again after a restart, at its own total', async () => {
    const { checkout, charges, answers, orderId } = till();
    answers.look = async () => ok({ ...partPaid(orderId, []), totalPaise: paise(3000) });
    await checkout.getState().resume();
    await checkout.getState().chargeCard();
    expect(charges[0]).toMatchObject({ expectedTotalPaise: 3000, tender: { amountPaise: 1800 } });
  });

  test('giving it up begins an empty bill and still says what was taken', async () => {
    const { checkout, cart, answers, orderId } = till();
    answers.charge = async () => ok(partPaid(orderId, []));
    await checkout.getState().chargeCash(paise(2800));
    checkout.getState().ask('give-up');
    expect(checkout.getState().asking).toBe('give-up');
    await checkout.getState().giveUp();
    expect(cart.getState()).toMatchObject({ entries: [], frozen: false });
    expect(checkout.getState()).toMatchObject({ step: { kind: 'cart' }, givenUp: { paidPaise: 1000 } });
    checkout.getState().stopAsking();
    expect(checkout.getState()).toMatchObject({ asking: null, givenUp: null });
  });

  test('it can not be given up while a payment of it is open', async () => {
    const { checkout, answers, orderId } = till();
    answers.charge = async () => ok(partPaid(orderId, [attempt(orderId)]));
    await checkout.getState().chargeCard();
    checkout.getState().ask('give-up');
    expect(checkout.getState().asking).toBeNull();
  });
});

describe('who buys', () => {
  const buyer = { name: 'Asha Rao', phone: null, gstin: null };

  test('a charge that must name the customer asks for it and then goes on by itself', async () => {
    const { checkout, charges, answers, orderId } = till();
    answers.charge = async () => err({ code: 'customer-required' });
    await checkout.getState().chargeCash(paise(5000));
    expect(checkout.getState()).toMatchObject({ step: { kind: 'cart' }, asking: 'customer' });
    answers.charge = async () => ok(checkoutOf(orderId, { state: 'paid' }));
    await checkout.getState().nameBuyer(buyer);
    expect(charges[1]).toMatchObject({ buyer, tender: { kind: 'cash', receivedPaise: 5000 } });
    expect(charges[1]?.requestId).not.toBe(charges[0]?.requestId);
    expect(checkout.getState().step.kind).toBe('paid');
  });

  test('the customer belongs to the bill: the next bill has none', async () => {
    const { checkout, cart, charges } = till();
    await checkout.getState().nameBuyer(buyer);
    await checkout.getState().chargeCard();
    expect(charges[0]?.buyer).toEqual(buyer);
    checkout.getState().nextCustomer();
    expect(cart.getState().buyer).toBeNull();
  });

  test('once a part is paid the customer can not be changed', async () => {
    const { checkout, cart, answers, orderId } = till();
    answers.charge = async () => ok(partPaid(orderId, []));
    await checkout.getState().chargeCash(paise(2800));
    checkout.getState().ask('customer');
    await checkout.getState().nameBuyer(buyer);
    expect(checkout.getState().asking).toBeNull();
    expect(cart.getState().buyer).toBeNull();
  });
});

describe('a manager and an unknown payment', () => {
  test('a wrong PIN is told where it was typed and changes nothing', async () => {
    const { checkout, answers, orderId } = till();
    const unknown = attempt(orderId, { state: 'UNKNOWN', actions: ['wait'] });
    answers.charge = async () => ok(checkoutOf(orderId, { attempts: [unknown] }));
    await checkout.getState().chargeCard();
    const refused = await checkout.getState().supersede(unknown.attemptId, { pin: '0000' });
    expect(refused?.code).toBe('manager-pin-wrong');
    await checkout.getState().chargeCash(paise(2800));
    expect(checkout.getState().step.kind).toBe('following');
  });

  test('a payment that a manager set aside no longer holds up its bill', async () => {
    const { checkout, charges, answers, orderId } = till();
    const unknown = attempt(orderId, { state: 'UNKNOWN', actions: ['wait'] });
    answers.charge = async () => ok(checkoutOf(orderId, { attempts: [unknown] }));
    await checkout.getState().chargeCard();
    answers.manager = async () => ok({ ...unknown, unwanted: true });
    answers.look = async () =>
      ok(checkoutOf(orderId, { version: 2, state: 'open', attempts: [{ ...unknown, unwanted: true }] }));
    expect(await checkout.getState().supersede(unknown.attemptId, { pin: '4711' })).toBeNull();
    await checkout.getState().chargeCash(paise(2800));
    expect(charges).toHaveLength(2);
  });
});
