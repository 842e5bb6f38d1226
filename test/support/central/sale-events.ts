/** Events as a till pushes them, for the tests of central. */
import { createHash, randomUUID } from 'node:crypto';
import type {
  AttemptChangedPayload,
  BulkEvent,
  CreditNoteIssuedPayload,
  OrderCompletedPayload,
  RefundChangedPayload,
} from '../../../shared/contract/central-api.ts';

export type SaleOptions = {
  readonly orderId?: string;
  readonly lines?: number;
  readonly pricePaise?: number;
  readonly transactionId?: string | null;
  readonly invoiceNumber?: string;
  readonly at?: number;
  readonly date?: string;
};

const AT = Date.UTC(2026, 5, 1, 6, 30);
let invoices = 0;

function line(pricePaise: number): OrderCompletedPayload['lines'][number] {
  const taxablePaise = Math.round(pricePaise / 1.05);
  const half = Math.floor((pricePaise - taxablePaise) / 2);
  return {
    lineId: randomUUID(),
    productId: randomUUID(),
    name: 'Cotton socks',
    nameHi: null,
    hsn: '6115',
    unit: 'pc',
    category: null,
    mrpPaise: null,
    quantityMilli: 1000,
    unitPricePaise: pricePaise,
    grossPaise: pricePaise,
    discountPaise: 0,
    taxablePaise,
    gstRateBp: 500,
    cgstPaise: half,
    sgstPaise: pricePaise - taxablePaise - half,
    igstPaise: 0,
    totalPaise: pricePaise,
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** A completed sale as the till stores it. */
export function salePayload(options: SaleOptions = {}): OrderCompletedPayload {
  invoices += 1;
  const lines = Array.from({ length: options.lines ?? 2 }, () => line(options.pricePaise ?? 14_900));
  const totalPaise = sum(lines.map((one) => one.totalPaise));
  const subtotalPaise = sum(lines.map((one) => one.taxablePaise));
  const at = options.at ?? AT;
  const { transactionId = null } = options;
  return {
    form: 1,
    order: {
      orderId: options.orderId ?? randomUUID(),
      tillCode: 'T1',
      businessDate: options.date ?? '2026-06-01',
      version: 3,
      state: 'paid',
      currency: 'INR',
      grossPaise: totalPaise,
      discountPaise: 0,
      subtotalPaise,
      taxPaise: totalPaise - subtotalPaise,
      roundOffPaise: 0,
      totalPaise,
      invoiceNumber: options.invoiceNumber ?? `T1/26/${String(invoices).padStart(6, '0')}`,
      paidAt: at,
      notes: '',
      paymentToken: null,
      transactionId,
      authCode: transactionId === null ? null : 'A1B2C3',
      paymentGatewayResponse: null,
      personId: null,
      buyerName: null,
      buyerPhone: null,
      buyerGstin: null,
      createdAt: at - 30_000,
    },
    lines,
    tenders: [
      {
        tenderId: randomUUID(),
        kind: transactionId === null ? 'cash' : 'card-terminal',
        amountPaise: totalPaise,
        receivedPaise: transactionId === null ? totalPaise : null,
        changePaise: transactionId === null ? 0 : null,
        scheme: transactionId === null ? null : 'RuPay',
        lastFour: transactionId === null ? null : '1005',
        rrn: null,
        authCode: transactionId === null ? null : 'A1B2C3',
        takenAt: at,
      },
    ],
  };
}

/** A refund of an order as it stands. */
export function refundOf(
  orderId: string,
  amountPaise: number,
  changes: Partial<RefundChangedPayload['refund']> = {},
): RefundChangedPayload['refund'] {
  return {
    refundId: randomUUID(),
    orderId,
    version: 1,
    kind: 'return',
    tenderKind: 'cash',
    amountPaise,
    state: 'DONE',
    reason: 'Wrong size',
    rrn: null,
    businessDate: '2026-06-02',
    createdAt: AT + 86_400_000,
    updatedAt: AT + 86_400_000,
    ...changes,
  };
}

/** The credit note of a return whose money is back. */
export function creditNotePayload(
  orderId: string,
  refunds: readonly RefundChangedPayload['refund'][],
  standing: { readonly version: number; readonly state: string },
): CreditNoteIssuedPayload {
  const totalPaise = sum(refunds.map((refund) => refund.amountPaise));
  invoices += 1;
  return {
    form: 1,
    order: { orderId, ...standing },
    creditNote: {
      creditNoteId: randomUUID(),
      creditNoteNumber: `C1/26/${String(invoices).padStart(6, '0')}`,
      businessDate: '2026-06-02',
      subtotalPaise: totalPaise,
      taxPaise: 0,
      roundOffPaise: 0,
      totalPaise,
      reason: 'Wrong size',
      createdAt: AT + 86_400_000,
    },
    refunds: [...refunds],
  };
}

/** A payment attempt as it stands. */
export function attemptPayload(
  orderId: string,
  changes: Partial<AttemptChangedPayload['attempt']> = {},
): AttemptChangedPayload {
  return {
    form: 1,
    attempt: {
      attemptId: randomUUID(),
      orderId,
      version: 1,
      kind: 'card-terminal',
      amountPaise: 29_800,
      state: 'UNKNOWN',
      reason: null,
      rrn: null,
      authCode: null,
      transactionId: null,
      updatedAt: AT,
      ...changes,
    },
  };
}

/** An event around a payload, with the digest of its text. */
export function eventOf(kind: string, payload: object, id: string = randomUUID()): BulkEvent {
  const sha256 = createHash('sha256').update(JSON.stringify(payload)).digest('hex');
  return { id, kind, at: AT, sha256, payload: { ...payload } };
}

/** A sale as an event. */
export function saleEvent(options: SaleOptions = {}): BulkEvent {
  return eventOf('order-completed', salePayload(options));
}

/** The till's id of the order in a sale. */
export function orderIdOf(event: BulkEvent): string {
  return (event.payload as unknown as OrderCompletedPayload).order.orderId;
}
