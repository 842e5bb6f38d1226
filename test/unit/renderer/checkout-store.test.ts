import { describe, expect, test } from 'vitest';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { ChargeRequest, Checkout } from '../../../shared/contract/sale.ts';
import { paise } from '../../../shared/domain/money.ts';
import { err, ok, type Result } from '../../../shared/domain/result.ts';
import { createCartStore } from '../../../renderer/counter/cart-store.ts';
import { createCheckoutStore } from '../../../renderer/counter/checkout-store.ts';
import { attempt, checkoutOf, product, testIds } from './pretend.ts';

type Answer = Result<Checkout, PosError>;

/** A bill of one line, with a main that answers as the test says and remembers what it was asked. */
function till() {
  const cart = createCartStore(testIds);
  cart.getState().add(product(), null);
  const { orderId } = cart.getState();
  const charges: ChargeRequest[] = [];
  const answers: { charge: () => Promise<Answer>; look: () => Promise<Answer> } = {
    charge: async () => ok(checkoutOf(orderId)),
    look: async () => err({ code: 'not-found' }),
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
    checkout.getState().openCash();
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
    checkout.getState().openCash();
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
