import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPineLabsGateway, type Gateway } from '../../../electron/gateway/index.ts';
import { amountPaise, createBench, type Bench } from '../../support/gateway-bench.ts';
import { inShort } from '../../support/gateway-outcomes.ts';
import { pineLabsSubject, razorpayPosSubject, type Subject } from '../../support/gateway-subject.ts';
import { newAttemptId, newOrderId, newRefundId, newVoidId } from '../../support/loopback-gateway.ts';
import {
  pineDone,
  pineSettings,
  pineTags,
  razorpayDone,
  ref,
  tag,
  type Json,
} from '../../support/provider-replies.ts';

const bill = { orderId: newOrderId(), attemptId: ref.attemptId, amountPaise };

/** The adapter in front of a server that always says the same, or one thing after another. */
async function gatewayThatHears(bench: Bench, ...replies: readonly Json[]): Promise<Gateway> {
  let count = 0;
  const server = createServer((_request, response) => {
    const reply = replies[Math.min(count, replies.length - 1)];
    count += 1;
    response.end(JSON.stringify(reply));
  });
  return bench.running.at(await bench.listen(server));
}

function benchFor(subject: Subject): Bench {
  const bench = createBench(subject);
  beforeEach(() => bench.open());
  afterEach(() => bench.close());
  return bench;
}

describe('what Razorpay POS says of a payment', () => {
  const bench = benchFor(razorpayPosSubject);
  const table: readonly (readonly [string, Json, string])[] = [
    ['all evidence', {}, 'approved'],
    ['the amount as text', { amount: '1499.01' }, 'approved'],
    ['another amount', { amount: 1499 }, 'approved-other-amount'],
    ['an amount below the paisa', { amount: 1499.011 }, 'unknown-outcome: amount-mismatch'],
    ['no amount', { amount: null }, 'unknown-outcome: amount-mismatch'],
    ["somebody else's request", { p2pRequestId: '10000000043' }, 'unknown-outcome: attempt-mismatch'],
    ['no reference', { externalRefNumber: null }, 'unknown-outcome: attempt-mismatch'],
    ['no MID', { mid: '' }, 'unknown-outcome: merchant-mismatch'],
    ['no TID', { tid: null }, 'unknown-outcome: terminal-mismatch'],
    ['cash that the device booked', { paymentMode: 'CASH' }, 'unknown-outcome: evidence-missing'],
    ['a refund', { txnType: 'REFUND' }, 'unknown-outcome: evidence-missing'],
    ['an error beside the approval', { errorCode: 'EZETAP_1000003' }, 'unknown-outcome: host-unsure'],
    [
      'an approval on a device not done',
      { messageCode: 'P2P_DEVICE_RECEIVED' },
      'unknown-outcome: host-unsure',
    ],
    [
      'an approval that was cancelled',
      { messageCode: 'P2P_DEVICE_CANCELED' },
      'unknown-outcome: host-unsure',
    ],
    ['a failure nobody settled', { status: 'FAILED' }, 'unknown-outcome: host-unsure'],
    [
      'a failure with an auth code',
      { status: 'FAILED', settlementStatus: 'FAILED' },
      'unknown-outcome: host-unsure',
    ],
    ['a failure', { status: 'FAILED', settlementStatus: 'FAILED', authCode: null }, 'declined'],
    [
      'a failure that names no attempt',
      { status: 'FAILED', settlementStatus: 'FAILED', authCode: null, externalRefNumber: null },
      'unknown-outcome: attempt-mismatch',
    ],
    ['a void on its way', { status: 'VOID_PENDING' }, 'unknown-outcome: host-unsure'],
    ['a refund on its way', { status: 'REFUND_PENDING' }, 'unknown-outcome: host-unsure'],
    ['a refund that is done', { status: 'AUTHORIZED_REFUNDED' }, 'refunded'],
    [
      'an expired request',
      { messageCode: 'P2P_STATUS_IN_EXPIRED', status: null, authCode: null },
      'unknown-outcome: unexpected-status',
    ],
    ['an unknown request', { success: false, errorCode: 'EZETAP_0000383' }, 'not-found'],
    ['another error', { success: false, errorCode: 'EZETAP_0000001' }, 'unknown-outcome: unexpected-status'],
  ];
  test.each(table)('%s', async (_what, change, outcome) => {
    const gateway = await gatewayThatHears(bench, { ...razorpayDone, ...change });
    expect(inShort(await gateway.status(ref))).toBe(outcome);
  });

  test.each([
    ['success without a request', { success: true }, 'unknown-outcome: no-handle'],
    [
      'a refusal with a request',
      { success: false, errorCode: 'EZETAP_0000623', p2pRequestId: '1' },
      'unknown-outcome: unexpected-status',
    ],
    [
      'a push that may have arrived',
      { success: false, errorCode: 'EZETAP_0000384' },
      'unknown-outcome: unexpected-status',
    ],
    ['a refusal without a code', { success: false }, 'unknown-outcome: unexpected-status'],
  ] as const)('%s to a start is %o', async (_what, reply, outcome) => {
    const gateway = await gatewayThatHears(bench, reply);
    expect(inShort(await gateway.sale(bill))).toBe(outcome);
  });

  test.each([
    [
      'of another transaction',
      { success: true, status: 'VOIDED', txnId: 'other' },
      'unknown-outcome: attempt-mismatch',
    ],
    ['on its way', { success: true, status: 'VOID_PENDING' }, 'unknown-outcome: unexpected-status'],
    ['refused', { success: false, errorCode: 'EZETAP_0000001' }, 'unknown-outcome: unexpected-status'],
    ['done', { success: true, status: 'VOIDED' }, 'voided'],
  ] as const)('a void %s is %o', async (_what, reply, outcome) => {
    const gateway = await gatewayThatHears(bench, razorpayDone, reply);
    expect(inShort(await gateway.void({ ...ref, voidId: newVoidId() }))).toBe(outcome);
  });

  test('a refund of a sale that is not settled is refused, one that gave back another amount is unknown', async () => {
    const refund = { ...ref, refundId: newRefundId(), refundPaise: amountPaise };
    const early = await gatewayThatHears(bench, razorpayDone);
    expect(await early.refund(refund)).toEqual({
      ok: true,
      value: { kind: 'refused', reason: 'not-settled' },
    });
    const settled = { ...razorpayDone, settlementStatus: 'SETTLED' };
    const short = await gatewayThatHears(bench, settled, {
      success: true,
      status: 'REFUNDED',
      amount: 14.99,
    });
    expect(inShort(await short.refund(refund))).toBe('unknown-outcome: amount-mismatch');
  });
});

describe('what Pine Labs says of a payment', () => {
  const bench = benchFor(pineLabsSubject);
  const table: readonly (readonly [string, Json, string])[] = [
    ['all evidence', {}, 'approved'],
    [
      'tags in another order and spelling',
      { TransactionData: [...pineTags.slice(0, 5), tag('Approval Code', '849035')].toReversed() },
      'approved',
    ],
    ['the reference as text', { PlutusTransactionReferenceID: ref.handle }, 'approved'],
    ['no reference', { PlutusTransactionReferenceID: 0 }, 'unknown-outcome: attempt-mismatch'],
    ["somebody else's reference", { PlutusTransactionReferenceID: 43 }, 'unknown-outcome: attempt-mismatch'],
    [
      "somebody else's number",
      { TransactionData: [...pineTags, tag('TransactionNumber', newAttemptId())] },
      'unknown-outcome: attempt-mismatch',
    ],
    ['no tags', { TransactionData: null }, 'unknown-outcome: merchant-mismatch'],
    [
      'two amounts',
      { TransactionData: [...pineTags, tag('AmountInPaisa', '100')] },
      'unknown-outcome: amount-mismatch',
    ],
    [
      'an amount in rupees',
      {
        TransactionData: pineTags.map((one) =>
          one['Tag'] === 'AmountInPaisa' ? tag('AmountInPaisa', '1499.01') : one,
        ),
      },
      'unknown-outcome: amount-mismatch',
    ],
    [
      'another currency',
      { TransactionData: [...pineTags, tag('CurrencyType', 'USD')] },
      'unknown-outcome: currency-mismatch',
    ],
    [
      'cash that the terminal booked',
      { TransactionData: [tag('PaymentMode', 'CASH'), ...pineTags.slice(1)] },
      'unknown-outcome: evidence-missing',
    ],
    [
      'code 0 for a bill that waits',
      { ResponseMessage: 'TXN UPLOADED' },
      'unknown-outcome: unexpected-status',
    ],
    ['approved beside the code for waiting', { ResponseCode: 1001 }, 'unknown-outcome: unexpected-status'],
    [
      'declined, but with an approval code',
      { ResponseCode: 1, ResponseMessage: 'TXN DECLINED' },
      'unknown-outcome: host-unsure',
    ],
    ['declined', { ResponseCode: 1, ResponseMessage: 'Txn Declined ', TransactionData: null }, 'declined'],
    [
      'a word nobody named',
      { ResponseCode: 1, ResponseMessage: 'TXN FAILED', TransactionData: null },
      'unknown-outcome: unexpected-status',
    ],
  ];
  test.each(table)('%s', async (_what, change, outcome) => {
    const gateway = await gatewayThatHears(bench, { ...pineDone, ...change });
    expect(inShort(await gateway.status(ref))).toBe(outcome);
  });

  test('a decline is unknown as long as nobody named its word to the shop', async () => {
    const server = createServer((_request, response) => {
      response.end(
        JSON.stringify({
          ...pineDone,
          ResponseCode: 1,
          ResponseMessage: 'TXN DECLINED',
          TransactionData: [],
        }),
      );
    });
    const gateway = createPineLabsGateway({ ...pineSettings, baseUrl: await bench.listen(server) });
    expect(inShort(await gateway.status(ref))).toBe('unknown-outcome: unexpected-status');
  });

  test.each([
    [
      'taken without a reference',
      { ResponseCode: 0, ResponseMessage: 'APPROVED', PlutusTransactionReferenceID: 0 },
      'unknown-outcome: no-handle',
    ],
    [
      'refused with a reference',
      { ResponseCode: 1, ResponseMessage: 'PLEASE APPROVE OPEN TXN FIRST', PlutusTransactionReferenceID: 7 },
      'unknown-outcome: unexpected-status',
    ],
    [
      'refused in words nobody knows',
      { ResponseCode: 1, ResponseMessage: 'PLEASE WAIT' },
      'unknown-outcome: unexpected-status',
    ],
  ] as const)('a start %s is %o', async (_what, reply, outcome) => {
    const gateway = await gatewayThatHears(bench, reply);
    expect(inShort(await gateway.sale(bill))).toBe(outcome);
  });

  test('a handle that can be none of theirs is not asked about', async () => {
    for (const handle of ['', '0', '12a', '-1', '1e3', '1234567890123456']) {
      expect(inShort(await bench.running.gateway.status({ ...ref, handle }))).toBe(
        'unknown-outcome: no-handle',
      );
    }
  });
});
