import type { Checkout, ChargeRequest, SlipTender, TenderRequest } from '../../shared/contract/sale.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { paise, type Paise } from '../../shared/domain/money.ts';
import { count } from './tally.ts';
import { checkStoredLines, newBill, press, pressFor, tenderAmount, type Bill } from './bill.ts';
import { holdUpPhone } from './phones.ts';
import { payRefusedInCash, takeGoodsBack, verifyBill } from './returns.ts';
import { fillCart, totalOf } from './shelf.ts';
import { typeSlip } from './slips.ts';
import { assertNever } from '../../shared/domain/result.ts';
import { killTill, type GatewayLink, type Life, type SimTill } from './till.ts';
import { supersede, supersedeFromOldPicture, resolveByWord } from './manager.ts';
import type { World } from './world.ts';

/** A cashier at a till; each step is one look at the screen and one thing done about it. */
export type Cashier = {
  readonly world: World;
  readonly till: SimTill;
  readonly link: GatewayLink;
  /** Starts the till again after it died. */
  readonly restart: () => void;
  bill: Bill | null;
  /** Bills that were left unpaid or undecided. */
  readonly left: Bill[];
  /** Bills that were paid, and may come back. */
  readonly sold: OrderId[];
  /** Slips of another machine that were typed. */
  readonly slips: SlipTender[];
  billsToCome: number;
};

type At = { readonly cashier: Cashier; readonly life: Life; readonly bill: Bill };

const openStates: readonly string[] = ['CREATED', 'SENDING', 'PENDING', 'UNKNOWN'];

function openAttempt(checkout: Checkout) {
  return checkout.attempts.find((attempt) => openStates.includes(attempt.state) && !attempt.unwanted);
}

function deed({ cashier }: Pick<At, 'cashier'>, name: string): void {
  count(cashier.world.tally.deeds, `cashier: ${name}`);
}

/** Keeps the cart, as the window does at every change of it. */
function saveCart({ cashier, life, bill }: At): void {
  const cart = { orderId: bill.orderId, lines: [...bill.lines] };
  const saved = life.sales.saveCart(cart);
  if (saved.ok && life.alive) cashier.till.savedCart = cart;
  else if (!life.alive) cashier.till.savedCart = null;
}

type Way = 'card-terminal' | 'cash' | 'upi-qr' | 'card-manual';

function tenderOf({ cashier, life }: At, kind: Way, amountPaise: Paise): TenderRequest {
  const { random } = cashier.world;
  switch (kind) {
    case 'cash':
      return { kind, amountPaise, receivedPaise: paise(amountPaise + (random.chance(0.5) ? 10_00 : 0)) };
    case 'card-manual':
      return typeSlip(random, life, cashier.slips, amountPaise);
    case 'card-terminal':
    case 'upi-qr':
      return { kind, amountPaise };
    default:
      return assertNever(kind);
  }
}

/** Charges what is due in one of the ways. */
function charge(at: At, checkout: Checkout | null, kind: Way): void {
  const { cashier, life, bill } = at;
  const { world, till } = cashier;
  const { random } = world;
  const tender = tenderOf(at, kind, tenderAmount(world, checkout, bill));
  if (!bill.charged) world.tally.checkouts += 1;
  const request = pressFor(world, bill, tender);
  bill.charged = true;
  if (kind === 'card-terminal') till.prompted = true;
  const pressed = press(world, till, life, request);
  if (pressed?.ok === true) bill.presses.push(request);
  if (pressed?.ok === true && tender.kind === 'card-manual') cashier.slips.push(tender);
  if (pressed?.ok === true && kind === 'upi-qr') showQr(at, pressed.value);
  if (pressed?.ok === true && random.chance(0.1)) checkStoredLines(world, life, request);
  if (pressed !== null && kind === 'card-terminal' && !pressed.ok) {
    till.prompted = false;
    // The terminal is busy: cash, or a while of waiting.
    bill.waitSteps = random.below(4);
  }
  // The second click of a double click is the same press.
  if (life.alive && pressed?.ok === true && random.chance(0.1)) pressAgain(at, request);
}

/** The QR stands on the screen, and the customer holds a phone up to it. */
function showQr({ cashier, life, bill }: At, checkout: Checkout): void {
  const attempt = openAttempt(checkout);
  if (attempt === undefined) return;
  const { world, till, link } = cashier;
  const { attemptId, amountPaise } = attempt;
  holdUpPhone(world, till, life, { attemptId, amountPaise, orderId: bill.orderId }, link.gateway);
}

/** Presses the same once more: it must answer what the first press began. */
function pressAgain(at: At, request: ChargeRequest): void {
  const { cashier, life } = at;
  const { world, till } = cashier;
  deed(at, 'the same press again');
  const again = press(world, till, life, request);
  if (again !== null && !again.ok) {
    world.broken(`press ${request.requestId} again was answered ${again.error.code}`);
  }
}

/** Tries what must be refused. */
function pressWrongly(at: At, checkout: Checkout | null): void {
  const { cashier, life, bill } = at;
  const { world, till } = cashier;
  const { random, shelf, ids } = world;
  const last = bill.presses.at(-1);
  const due = checkout?.duePaise ?? bill.totalPaise;
  const tender = { kind: 'card-terminal', amountPaise: due } as const;
  if (last !== undefined && random.chance(0.4)) {
    deed(at, 'the same press with another body');
    const other = { ...last, lines: fillCart(shelf, random, ids.next) };
    const pressed = press(world, till, life, other);
    if (pressed?.ok === true) world.broken(`press ${last.requestId} took another body`);
    return;
  }
  if (random.chance(0.3)) {
    deed(at, 'a total that differs');
    const request = { ...pressFor(world, bill, tender), expectedTotalPaise: paise(bill.totalPaise + 1) };
    if (press(world, till, life, request)?.ok === true)
      world.broken(`order ${bill.orderId} took a wrong total`);
    return;
  }
  changeCart(at, checkout);
}

/** Whether two carts hold the same goods at the same places: then they are one cart, whatever ids their lines have. */
function areSameGoods(some: Bill['lines'], others: Bill['lines']): boolean {
  const goodsOf = (lines: Bill['lines']): string =>
    lines.map(({ productId, quantityMilli }) => `${quantityMilli} ${productId}`).join();
  return goodsOf(some) === goodsOf(others);
}

/** Charges the order with other goods, of the same price where there are any: refused once a part is paid. */
function changeCart(at: At, checkout: Checkout | null): void {
  const { cashier, life, bill } = at;
  const { world, till } = cashier;
  const { shelf, ids } = world;
  deed(at, 'another cart under the same order');
  const [rice, dal] = shelf.products;
  const swapped = bill.lines.map((line) => {
    if (line.productId === rice?.productId && dal !== undefined) return { ...line, productId: dal.productId };
    return line.productId === dal?.productId && rice !== undefined
      ? { ...line, productId: rice.productId }
      : line;
  });
  const isSwapped = swapped.some((line, index) => line.productId !== bill.lines[index]?.productId);
  const lines = isSwapped ? swapped : fillCart(shelf, world.random, ids.next);
  if (areSameGoods(lines, bill.lines)) return;
  const changed: Bill = { ...bill, lines, totalPaise: totalOf(shelf, lines) };
  const frozen = checkout !== null && (checkout.paidPaise > 0 || openAttempt(checkout) !== undefined);
  const amountPaise = frozen ? checkout.duePaise : changed.totalPaise;
  if (amountPaise <= 0) return;
  const request = pressFor(world, changed, { kind: 'card-terminal', amountPaise });
  const pressed = press(world, till, life, request);
  if (pressed?.ok !== true) return;
  checkStoredLines(world, life, request);
  if (frozen) world.broken(`order ${bill.orderId} took other lines while it was being paid`);
  bill.lines = lines;
  bill.totalPaise = changed.totalPaise;
  bill.presses.push(request);
  till.prompted = true;
}

/** The customer goes; what is undecided stays on the till's strip. */
function leave(at: At): void {
  const { cashier, bill } = at;
  deed(at, 'next customer');
  cashier.left.push(bill);
  cashier.bill = null;
  cashier.till.atCounter = null;
  cashier.till.prompted = false;
}

function abandon(at: At): void {
  const { cashier, life, bill } = at;
  deed(at, 'abandon');
  const given = life.sales.abandonOrder(bill.orderId);
  cashier.world.note(`${cashier.till.name} abandons ${bill.orderId}: ${given.ok ? 'ok' : given.error.code}`);
}

/** While it is not known how a payment ends. */
function whileOpen(at: At, checkout: Checkout): void {
  const { cashier, life, bill } = at;
  const { world } = cashier;
  const { random } = world;
  const attempt = openAttempt(checkout);
  const last = bill.presses.at(-1);
  if (attempt === undefined || !random.chance(0.25 + 0.2 * world.weather.impatience)) return;
  const { attemptId } = attempt;
  const draw = random.below(100);
  if (draw < 22) {
    deed(at, 'cancel');
    world.note(`${cashier.till.name} cancels ${attemptId}`);
    life.payments.cancel(attemptId);
  } else if (draw < 40) {
    if (last !== undefined) pressAgain(at, last);
  } else if (draw < 50) {
    deed(at, 'a new press while one is open');
    const tender = { kind: 'card-terminal', amountPaise: checkout.duePaise } as const;
    if (press(world, cashier.till, life, pressFor(world, bill, tender))?.ok === true) {
      world.broken(`order ${bill.orderId} was charged while an attempt was open`);
    }
  } else if (draw < 58) {
    deed(at, 'verify');
    void life.payments.askNow(attemptId);
  } else if (draw < 70) leave(at);
  else if (draw < 80) pressWrongly(at, checkout);
  else if (draw < 86) abandon(at);
  else if (draw < 92) supersede(world, cashier.till, life, attemptId);
  else if (draw < 96) supersedeFromOldPicture(world, cashier.till, life, attemptId);
  else resolveByWord(world, cashier.till, life, attemptId, cashier.link.gateway());
}

/** While nothing is under way and something is due. */
function whileDue(at: At, checkout: Checkout | null): void {
  const { cashier, bill } = at;
  const { world } = cashier;
  const { random, weather } = world;
  if (bill.waitSteps > 0) {
    bill.waitSteps -= 1;
    if (random.chance(0.3)) charge(at, checkout, 'cash');
    return;
  }
  if (random.chance(0.2 * weather.impatience)) {
    pressWrongly(at, checkout);
    return;
  }
  const early = bill.presses[0];
  if (early !== undefined && random.chance(0.05)) {
    pressAgain(at, early);
    return;
  }
  const draw = random.below(100);
  if (bill.charged && draw < 8) abandon(at);
  else if (bill.charged && draw < 12) leave(at);
  else if (draw < (bill.charged ? 37 : 20)) charge(at, checkout, 'cash');
  else if (draw < (bill.charged ? 42 : 25)) charge(at, checkout, 'card-manual');
  else if (draw < (bill.charged ? 55 : 42)) charge(at, checkout, 'upi-qr');
  else charge(at, checkout, 'card-terminal');
}

function finish(at: At, checkout: Checkout): void {
  const { cashier, life, bill } = at;
  const { world, till } = cashier;
  if (checkout.state === 'paid') {
    const { orderId, invoiceNumber, totalPaise } = checkout;
    if (invoiceNumber === null) world.broken(`order ${orderId} is paid without a number`);
    else till.confirmed.push({ orderId, invoiceNumber, totalPaise });
    cashier.sold.push(orderId);
    const early = bill.presses.at(-1);
    if (early !== undefined && world.random.chance(0.05)) pressAgain(at, early);
    if (life.alive && world.random.chance(0.05)) life.sales.saveCart({ orderId, lines: [...bill.lines] });
  }
  till.savedCart = null;
  cashier.bill = null;
  till.atCounter = null;
  till.prompted = false;
}

/** Somebody comes about a bill that was paid: with goods, for refused money, or with a question. */
function servesFormer({ world, till, sold }: Cashier, life: Life): boolean {
  const { random } = world;
  const orderId = sold.length > 0 && random.chance(0.1) ? random.pick(sold) : null;
  if (orderId === null) return false;
  const draw = random.below(10);
  if (draw < 6) void takeGoodsBack(world, till, life, orderId);
  else if (draw < 8) void payRefusedInCash(world, till, life, orderId);
  else verifyBill(world, life, orderId);
  return true;
}

/** Takes the next customer, or one who comes back to a bill that was left. */
function takeNext(cashier: Cashier, life: Life): void {
  const { world, till, left } = cashier;
  const back = left.length > 0 && world.random.chance(0.15) ? left.shift() : undefined;
  if (back === undefined && cashier.billsToCome === 0) return;
  if (back === undefined) cashier.billsToCome -= 1;
  else back.patience = 10;
  const bill = back ?? newBill(world);
  cashier.bill = bill;
  till.atCounter = bill.orderId;
  till.prompted = false;
  if (world.random.chance(0.3)) saveCart({ cashier, life, bill });
}

/** One look at the screen, and what the cashier does about it. */
export function step(cashier: Cashier): void {
  const { world, till } = cashier;
  const { life } = till;
  if (life === null) return cashier.restart();
  if (world.random.chance(0.004 * world.weather.impatience)) return killTill(world, till, 'power cut');
  const { bill } = cashier;
  if (bill === null && servesFormer(cashier, life)) return;
  if (bill === null) return takeNext(cashier, life);
  const at: At = { cashier, life, bill };
  const looked = life.sales.getCheckout(bill.orderId);
  const checkout = looked.ok ? looked.value : null;
  bill.patience -= 1;
  if (checkout === null) return whileDue(at, null);
  if (checkout.state === 'paid' || checkout.state === 'abandoned') return finish(at, checkout);
  if (openAttempt(checkout) !== undefined) {
    if (bill.patience < 0) return leave(at);
    return whileOpen(at, checkout);
  }
  till.prompted = false;
  if (checkout.state === 'paid-not-completed') {
    if (world.random.chance(0.3)) return abandon(at);
    return killTill(world, till, 'started again to complete a sale');
  }
  if (bill.patience < 0) {
    if (world.random.chance(0.5)) abandon(at);
    return leave(at);
  }
  return whileDue(at, checkout);
}
