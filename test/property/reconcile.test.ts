import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { paise } from '../../shared/domain/money.ts';
import {
  adviceFor,
  reconcile,
  type GatewayPayment,
  type LocalPayment,
  type ReconcileClass,
} from '../../shared/domain/reconcile.ts';
import { shareRefund } from '../../shared/domain/refund-sources.ts';

function local(given: Partial<LocalPayment> = {}): LocalPayment {
  return {
    attemptId: 'a1',
    orderId: 'o1',
    terminalId: 'T1',
    rrn: '612345678901',
    authCode: '4F2A10',
    amountPaise: paise(105_00),
    standing: 'paid',
    backPaise: paise(0),
    backDuePaise: paise(0),
    isPaidOtherwise: false,
    ...given,
  };
}

function listed(given: Partial<GatewayPayment> = {}): GatewayPayment {
  return {
    attemptId: 'a1',
    terminalId: 'T1',
    rrn: '612345678901',
    authCode: '4F2A10',
    amountPaise: paise(105_00),
    refundedPaise: paise(0),
    status: 'APPROVED',
    ...given,
  };
}

const classes = (locals: readonly LocalPayment[], gateway: readonly GatewayPayment[]): ReconcileClass[] =>
  reconcile(locals, gateway).map((row) => row.class);

describe('a day against the gateway’s list', () => {
  test.each<[string, LocalPayment[], GatewayPayment[], ReconcileClass[]]>([
    ['both have it', [local()], [listed()], ['matched']],
    ['only the gateway has it', [], [listed()], ['gateway-only']],
    ['only the till has it', [local()], [], ['local-only']],
    ['the gateway declined what the till sold', [local()], [listed({ status: 'DECLINED' })], ['local-only']],
    ['the gateway took more', [local()], [listed({ amountPaise: paise(106_00) })], ['amount-differs']],
    ['the gateway lists it twice', [local()], [listed(), listed()], ['matched', 'duplicate']],
    [
      'another name, the same slip: matched by RRN, auth code, amount and terminal',
      [local()],
      [listed({ attemptId: 'x' })],
      ['matched'],
    ],
    [
      'another name and another terminal: two payments',
      [local()],
      [listed({ attemptId: 'x', terminalId: 'T2' })],
      ['gateway-only', 'local-only'],
    ],
    [
      'given back here, not there',
      [local({ standing: 'given-back', backPaise: paise(105_00) })],
      [listed()],
      ['void-not-reflected'],
    ],
    [
      'a refund here that is not there',
      [local({ backPaise: paise(5_00) })],
      [listed()],
      ['void-not-reflected'],
    ],
    [
      'a refund that may be there by now',
      [local({ backDuePaise: paise(5_00) })],
      [listed({ refundedPaise: paise(5_00) })],
      ['matched'],
    ],
    [
      'a refund there that is not ours',
      [local()],
      [listed({ refundedPaise: paise(5_00) })],
      ['amount-differs'],
    ],
    ['all of it went back there, not here', [local()], [listed({ status: 'VOIDED' })], ['local-only']],
    ['unpaid here, charged there', [local({ standing: 'unpaid' })], [listed()], ['gateway-only']],
    [
      'unpaid here, charged there, and the bill was paid otherwise: charged twice',
      [local({ standing: 'unpaid', isPaidOtherwise: true })],
      [listed()],
      ['duplicate'],
    ],
    ['nobody knows yet here, nothing there', [local({ standing: 'open' })], [], []],
    ['declined on both sides', [local({ standing: 'unpaid' })], [listed({ status: 'DECLINED' })], []],
    ['going back here, still held there', [local({ standing: 'given-back' })], [listed()], ['matched']],
  ])('%s', (_, locals, gateway, wanted) => {
    expect(classes(locals, gateway)).toEqual(wanted);
  });

  test('every class but a match asks somebody to do something', () => {
    const differing = [
      'gateway-only',
      'local-only',
      'amount-differs',
      'duplicate',
      'void-not-reflected',
    ] as const;
    expect(adviceFor('matched')).toBe('nothing');
    expect(new Set(differing.map(adviceFor)).size).toBe(differing.length);
  });
});

const amount = fc.integer({ min: 1, max: 500_00 }).map((value) => paise(value));
const localPayments = fc.uniqueArray(
  fc
    .record({
      attemptId: fc.integer({ min: 1, max: 30 }).map((n) => `a${n}`),
      amountPaise: amount,
      standing: fc.constantFrom('paid', 'given-back', 'unpaid', 'open'),
      share: fc.integer({ min: 0, max: 100 }),
    })
    .map(({ attemptId, amountPaise, standing, share }) =>
      local({
        attemptId,
        amountPaise,
        standing,
        rrn: `rrn-${attemptId}`,
        backPaise: paise(standing === 'paid' ? Math.floor((amountPaise * share) / 100) : 0),
      }),
    ),
  { selector: (payment) => payment.attemptId, maxLength: 12 },
);

/** What a gateway that agrees with the till would list. */
function mirrored(payment: LocalPayment): GatewayPayment {
  const { attemptId, rrn, authCode, amountPaise, backPaise } = payment;
  const status = payment.standing === 'paid' ? 'APPROVED' : 'CANCELLED';
  return { attemptId, terminalId: 'T1', rrn, authCode, amountPaise, refundedPaise: backPaise, status };
}

describe('whatever the lists hold', () => {
  test('a gateway that agrees differs nowhere, and every paid payment is matched', () => {
    fc.assert(
      fc.property(localPayments, (locals) => {
        const found = classes(locals, locals.map(mirrored));
        expect(found).toEqual(locals.filter(({ standing }) => standing === 'paid').map(() => 'matched'));
      }),
    );
  });

  test('no payment is in two rows, and money that one side holds alone is always a difference', () => {
    fc.assert(
      fc.property(localPayments, localPayments, (ours, theirs) => {
        const gateway = theirs.map(mirrored);
        const rows = reconcile(ours, gateway);
        const seen = rows.flatMap((row) => row.gateway ?? []);
        expect(new Set(seen).size).toBe(seen.length);
        const held = (payment: GatewayPayment): number => payment.amountPaise - payment.refundedPaise;
        const known = new Set(ours.map((payment) => payment.attemptId));
        const strangers = gateway.filter(
          (payment) => !known.has(payment.attemptId) && payment.status === 'APPROVED' && held(payment) > 0,
        );
        for (const stranger of strangers) {
          expect(rows.find((row) => row.gateway === stranger)?.class).toBe('gateway-only');
        }
        const theirIds = new Set(gateway.map((payment) => payment.attemptId));
        const missing = ours.filter(
          (payment) =>
            payment.standing === 'paid' &&
            !theirIds.has(payment.attemptId) &&
            payment.amountPaise > payment.backPaise,
        );
        for (const one of missing) expect(rows.find((row) => row.local === one)?.class).toBe('local-only');
      }),
    );
  });

  test('the order of the lists changes no class', () => {
    fc.assert(
      fc.property(localPayments, localPayments, (ours, theirs) => {
        const gateway = theirs.map(mirrored);
        const key = (rows: ReturnType<typeof reconcile>): string[] =>
          rows.map((row) => `${row.class} ${row.local?.attemptId} ${row.gateway?.attemptId}`).toSorted();
        expect(key(reconcile(ours.toReversed(), gateway.toReversed()))).toEqual(
          key(reconcile(ours, gateway)),
        );
      }),
    );
  });
});

describe('a refund shared over the tenders', () => {
  const sources = fc.array(
    fc.record({
      isCash: fc.boolean(),
      leftPaise: fc.integer({ min: 0, max: 900_00 }).map((value) => paise(value)),
    }),
    { maxLength: 6 },
  );

  test('sums to the amount, takes no more from any than it has, cards before cash; or says what is missing', () => {
    fc.assert(
      fc.property(sources, amount, (tenders, wanted) => {
        const shared = shareRefund(tenders, wanted);
        const all = tenders.reduce((sum, tender) => sum + tender.leftPaise, 0);
        expect(shared.ok).toBe(all >= wanted);
        if (!shared.ok) {
          expect(shared.error.missingPaise).toBe(wanted - all);
          return;
        }
        expect(shared.value.reduce((sum, share) => sum + share.amountPaise, 0)).toBe(wanted);
        for (const { source, amountPaise } of shared.value) {
          expect(amountPaise).toBeGreaterThan(0);
          expect(amountPaise).toBeLessThanOrEqual(source.leftPaise);
        }
        const cardLeft = tenders
          .filter((tender) => !tender.isCash)
          .reduce((sum, each) => sum + each.leftPaise, 0);
        const cash = shared.value.filter(({ source }) => source.isCash);
        expect(cash.reduce((sum, share) => sum + share.amountPaise, 0)).toBe(Math.max(0, wanted - cardLeft));
      }),
    );
  });
});
