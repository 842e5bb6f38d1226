/** A till that only pretends, for looking at the screens in a plain browser: `?card=decline|unknown|pending`, `?refund=DUE|UNKNOWN|REFUSED`, `?problem=<code>`, `?lang=hi`. */
import type { Product } from '../../../shared/contract/catalogue.ts';
import type { PosEvent } from '../../../shared/contract/events.ts';
import type { Pos } from '../../../shared/contract/ipc.ts';
import type { PosError } from '../../../shared/contract/errors.ts';
import type { AttemptView, ChargeRequest, Checkout } from '../../../shared/contract/sale.ts';
import type { TrainingTerminal } from '../../../shared/contract/training.ts';
import type { ReadySnapshot, Settings } from '../../../shared/contract/till.ts';
import { parseAttemptId, type OrderId } from '../../../shared/domain/ids.ts';
import { paise, ZERO_PAISE, type Paise } from '../../../shared/domain/money.ts';
import { assert, err, ok, type Result } from '../../../shared/domain/result.ts';
import { products } from './pretend-products.ts';
import { pretendImport } from './pretend-import.ts';
import { pretendDay } from './pretend-day.ts';
import { pretendBackups } from './pretend-backups.ts';
import { pretendSync } from './pretend-sync.ts';
import { creditNoteOf, detailsOf, pretendOrders, receiptOf } from './pretend-orders.ts';
import { pretendRefunds } from './pretend-refunds.ts';
import { pretendReview } from './pretend-review.ts';

const wish = new URLSearchParams(location.search);
const language = wish.get('lang') === 'hi' ? 'hi' : 'en';
const ends = wish.get('refund');
const refundEnds = ends === 'UNKNOWN' || ends === 'REFUSED' || ends === 'DUE' ? ends : 'DONE';
const listeners = new Set<(event: PosEvent) => void>();
const checkouts = new Map<OrderId, Checkout>();
let version = 1;

const settings: Settings = {
  mode: wish.has('real') ? 'real' : 'training',
  language,
  shop: {
    name: 'Gupta Kirana & General Store',
    addressLines: ['12 Station Road', 'Shivajinagar', 'Pune 411005'],
    phone: '020 2553 0000',
    gstScheme: 'regular',
    gstin: '27AAPFU0939F1ZV',
    stateCode: '27',
    zone: 'Asia/Kolkata',
    footer: 'धन्यवाद – please come again',
    tillCode: 'A1',
  },
  gateway: {
    provider: 'rupay',
    pineLabs: null,
    razorpayPos: null,
    url: 'http://127.0.0.1:9090',
    merchantId: 'TRAIN0001',
    terminalId: 'TID00001',
    hasApiKey: true,
    upi: null,
  },
  keyedCard: false,
  secrets: { backend: 'gnome_libsecret', strong: true, weakAccepted: false },
  opening: 1,
  dataFolder: '/home/shop/.config/Galla/training',
};

function emit(topic: PosEvent['topic'], id: string): void {
  version += 1;
  for (const listener of listeners) listener({ topic, id, version });
}

const snapshot = (): ReadySnapshot => ({
  kind: 'ready',
  mode: settings.mode,
  language: settings.language,
  shop: settings.shop,
  runtime: 'preview',
  appVersion: '0.1.0',
  businessDate: '2026-11-22',
  productCount: products.length,
  gatewayReady: true,
  ways: { upiQr: true, cardManual: true, cardKeyed: wish.has('keyed') },
  openAttempts: wish.has('strip')
    ? [attemptFor(pretendOrders[1]?.orderId as OrderId, paise(56_000), 'UNKNOWN')]
    : [],
  notices: wish.has('notice')
    ? [{ id: 'n1', code: 'payment-being-asked', at: 0, invoiceNumber: null, amountPaise: paise(56_000) }]
    : [],
  cart: wish.has('cart')
    ? {
        orderId: '01890000-0000-7000-8000-00000000ca47' as OrderId,
        lines: products.slice(0, Number(wish.get('cart'))).map((product, index) => ({
          lineId: `01890000-0000-7000-8000-0000001${String(index).padStart(5, '0')}` as never,
          productId: product.id,
          quantityMilli: (product.soldBy === 'weight' ? 1250 : 1000 * (1 + (index % 3))) as never,
        })),
      }
    : null,
});

let attemptNumber = 0;

function attemptFor(
  orderId: OrderId,
  amountPaise: AttemptView['amountPaise'],
  state: AttemptView['state'],
): AttemptView {
  attemptNumber += 1;
  const id = parseAttemptId(`01890000-0000-7000-8000-${String(attemptNumber).padStart(12, '0')}`);
  assert(id.ok, 'a pretended id');
  return {
    attemptId: id.value,
    orderId,
    kind: 'card-terminal',
    amountPaise,
    state,
    version,
    reason: null,
    cancelRequested: false,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    scheme: null,
    lastFour: null,
    rrn: null,
    authCode: null,
    unwanted: false,
    refundByDate: state === 'UNKNOWN' ? '2026-11-27' : null,
    actions: state === 'UNKNOWN' ? ['wait', 'ask-again', 'cancel'] : ['wait', 'cancel'],
    managerActions: state === 'UNKNOWN' ? ['supersede', 'resolve'] : [],
    verified: true,
    qr: null,
  };
}

function put(checkout: Checkout): Checkout {
  version += 1;
  const next = { ...checkout, version };
  checkouts.set(checkout.orderId, next);
  emit('checkout', checkout.orderId);
  return next;
}

const others = (checkout: Checkout, now: AttemptView): AttemptView[] =>
  checkout.attempts.map((one) => (one.attemptId === now.attemptId ? now : one));

function settle(checkout: Checkout, attempt: AttemptView, how = wish.get('card') ?? 'approve'): void {
  const paid: AttemptView = {
    ...attempt,
    state: 'APPROVED',
    qr: null,
    scheme: 'RuPay',
    lastFour: '1005',
    rrn: '632700012345',
    authCode: 'A1B2C3',
    actions: [],
  };
  if (how === 'pending') return;
  if (how === 'decline') {
    put({
      ...checkout,
      state: checkout.paidPaise > 0 ? 'part-paid' : 'open',
      attempts: others(checkout, {
        ...attempt,
        state: 'DECLINED',
        reason: 'insufficient-funds',
        actions: ['new-attempt'],
      }),
    });
    return;
  }
  if (how === 'unknown') {
    put({
      ...checkout,
      attempts: others(checkout, {
        ...attempt,
        state: 'UNKNOWN',
        reason: 'headers-timeout',
        refundByDate: '2026-11-27',
        actions: ['wait', 'ask-again', 'cancel'],
        managerActions: ['supersede', 'resolve'],
      }),
    });
    return;
  }
  put(withPart(checkout, attempt.amountPaise, { attempts: others(checkout, paid) }));
}

/** The bill as it stands once a part of it is in. */
function withPart(checkout: Checkout, amountPaise: Paise, change: Partial<Checkout>): Checkout {
  const paidPaise = paise(checkout.paidPaise + amountPaise);
  const duePaise = paise(checkout.totalPaise - paidPaise);
  const done = duePaise === 0;
  return {
    ...checkout,
    ...change,
    state: done ? 'paid' : 'part-paid',
    paidPaise,
    duePaise,
    invoiceNumber: done ? 'A1T/2627/000042' : null,
  };
}

/** A new attempt of a tender; a UPI one with a code that `?qr=<seconds>` makes short-lived. */
function tenderAttempt(orderId: OrderId, tender: ChargeRequest['tender']): AttemptView {
  const attempt = { ...attemptFor(orderId, tender.amountPaise, 'PENDING'), kind: tender.kind };
  if (tender.kind !== 'upi-qr') return attempt;
  const expiresAt = Date.now() + Number(wish.get('qr') ?? 180) * 1000;
  const amount = (tender.amountPaise / 100).toFixed(2);
  const shop = 'pa=guptakirana@okbank&pn=Gupta%20Kirana%20%26%20General%20Store&mc=5411&tid=TID00001';
  const payload = `upi://pay?${shop}&tr=018900000000700080000000000000a1&am=${amount}&cu=INR`;
  return { ...attempt, qr: { payload, reference: '018900000000700080000000000000a1', expiresAt } };
}

let byHand = wish.has('hand');

/** The training terminal: the payment that is pending, if any. */
function terminal(): TrainingTerminal {
  const open = [...checkouts.values()].flatMap((one) => one.attempts).find((it) => it.state === 'PENDING');
  const waiting =
    open === undefined || (open.kind !== 'upi-qr' && open.kind !== 'card-terminal')
      ? null
      : { attemptId: open.attemptId, amountPaise: open.amountPaise, kind: open.kind };
  return { available: true, byHand, waiting };
}

function charge({ orderId, expectedTotalPaise, buyer, tender }: ChargeRequest): Result<Checkout, PosError> {
  if (expectedTotalPaise >= 50_000_00 && (buyer?.address ?? '') === '')
    return err({ code: 'customer-required' });
  const before: Checkout = checkouts.get(orderId) ?? {
    orderId,
    version,
    state: 'paying',
    totalPaise: expectedTotalPaise,
    paidPaise: ZERO_PAISE,
    duePaise: expectedTotalPaise,
    changePaise: ZERO_PAISE,
    invoiceNumber: null,
    attempts: [],
    tenders: [],
  };
  if (tender.kind === 'cash') {
    const changePaise = paise(tender.receivedPaise - tender.amountPaise);
    return ok(put(withPart(before, tender.amountPaise, { changePaise })));
  }
  const attempt = tenderAttempt(orderId, tender);
  if (tender.kind === 'card-manual') {
    const slip: AttemptView = {
      ...attempt,
      state: 'RESOLVED_PAID',
      verified: false,
      rrn: tender.rrn,
      authCode: tender.authCode,
      lastFour: tender.lastFour,
      actions: [],
    };
    return ok(put(withPart(before, tender.amountPaise, { attempts: [...before.attempts, slip] })));
  }
  const base: Checkout = { ...before, state: 'paying', attempts: [...before.attempts, attempt] };
  if (!byHand) void wait(Number(wish.get('after') ?? 1500)).then(() => settle(base, attempt));
  return ok(put(base));
}

const wait = async (ms: number): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, ms);
  await promise;
};

function find(query: string): Product[] {
  const words = query.toLowerCase().split(/\s+/);
  return products.filter((product) => {
    const text = `${product.name} ${product.nameHi ?? ''} ${product.brand ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

const problem = {
  kind: 'problem' as const,
  problem: {
    code: (wish.get('problem') ?? 'newer') as 'newer',
    path: '/home/shop/.config/Galla/training/till.db',
    detail: 'user_version 7, this Galla knows 1',
    actions: ['retry', 'restore', 'create', 'quit'] as Array<'retry' | 'restore' | 'create' | 'quit'>,
  },
  language: settings.language,
  mode: settings.mode,
  runtime: 'preview',
  appVersion: '0.1.0',
};

const opened = async () => ok(wish.has('problem') ? problem : snapshot());

const pretend: Pos = {
  onEvent: (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  getSnapshot: opened,
  retryOpenStore: opened,
  createMissingStore: async () => ok(snapshot()),
  quitApp: async () => ok(undefined),
  getSettings: async () => ok(settings),
  saveShop: async (shop) => {
    Object.assign(settings, { shop });
    emit('settings', '');
    return ok(settings);
  },
  saveGateway: async (gateway) => {
    Object.assign(settings.gateway, {
      url: gateway.url,
      merchantId: gateway.merchantId,
      terminalId: gateway.terminalId,
    });
    return ok(settings);
  },
  setKeyedCard: async ({ on }) => {
    settings.keyedCard = on;
    emit('settings', '');
    return ok(settings);
  },
  setMode: async ({ mode }) => {
    settings.mode = mode;
    return ok(snapshot());
  },
  setLanguage: async (request) => {
    settings.language = request.language;
    return ok(settings);
  },
  dismissNotice: async () => ok(undefined),
  searchProducts: async ({ query, limit }) =>
    ok({ products: find(query).slice(0, limit), corrected: query === 'tatta' }),
  findByBarcode: async ({ barcode }) =>
    ok({
      product: products.find((product) => product.barcodes.includes(barcode)) ?? null,
      quantityMilli: null,
    }),
  getProducts: async ({ productIds }) =>
    ok({ products: products.filter((product) => productIds.includes(product.id)) }),
  ...pretendImport(emit),
  ...pretendRefunds(emit, refundEnds),
  ...pretendDay(emit),
  ...pretendSync(wish, emit),
  ...pretendBackups(wish, emit),
  ...pretendReview(),
  saveCart: async () => ok(undefined),
  charge: async (request) => {
    await wait(60);
    return charge(request);
  },
  getCheckout: async ({ orderId }) => {
    const found = checkouts.get(orderId);
    return found === undefined ? err({ code: 'not-found' }) : ok(found);
  },
  cancelAttempt: async () => err({ code: 'not-found' }),
  askAttempt: async () => err({ code: 'not-found' }),
  guardWindow: async () => ok(undefined),
  submitOtp: async () => err({ code: 'otp-not-asked' }),
  resendOtp: async () => err({ code: 'otp-not-asked' }),
  getTrainingTerminal: async () => ok(terminal()),
  playCustomer: async ({ attemptId, act }) => {
    const found = [...checkouts.values()].find((one) =>
      one.attempts.some((it) => it.attemptId === attemptId),
    );
    const attempt = found?.attempts.find((it) => it.attemptId === attemptId);
    if (found !== undefined && attempt !== undefined)
      settle(found, attempt, act === 'tap' || act === 'insert-pin' ? 'approve' : 'decline');
    return ok(terminal());
  },
  setTrainingByHand: async (request) => {
    byHand = request.byHand;
    return ok(terminal());
  },
  abandonOrder: async ({ orderId }) => {
    const found = checkouts.get(orderId);
    return found === undefined ? err({ code: 'not-found' }) : ok(put({ ...found, state: 'abandoned' }));
  },
  supersedeAttempt: async () => err({ code: 'not-found' }),
  resolveAttempt: async () => err({ code: 'not-found' }),
  resolveRefundByHand: async () => err({ code: 'not-found' }),
  listOpenAttempts: async () => ok({ attempts: snapshot().openAttempts }),
  listOrders: async ({ query, beforeSeq, limit }) => {
    const rows = pretendOrders.filter(
      (order) =>
        order.seq < (beforeSeq ?? Infinity) &&
        JSON.stringify(order).toLowerCase().includes(query.toLowerCase()),
    );
    return ok({
      orders: rows.slice(0, limit),
      nextBeforeSeq: rows.length > limit ? (rows[limit - 1]?.seq ?? null) : null,
    });
  },
  getOrder: async ({ orderId }) => ok(detailsOf(orderId)),
  getReceipt: async ({ orderId }) => ok(receiptOf(orderId, settings.shop)),
  saveReceiptPdf: async () => ok({ fileName: 'A1T-2627-000042.pdf' }),
  getCreditNote: async (request) => ok(creditNoteOf(request, settings.shop)),
  saveCreditNotePdf: async () => ok({ fileName: 'A1C-2627-000001.pdf' }),
};

Object.defineProperty(window, 'pos', { value: Object.freeze(pretend) });
