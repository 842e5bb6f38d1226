import type { Day, DayException, ReconcileRow } from '../../../shared/contract/day.ts';
import type { Pos } from '../../../shared/contract/ipc.ts';
import type { AttemptId } from '../../../shared/domain/ids.ts';
import { paise } from '../../../shared/domain/money.ts';
import { err, ok } from '../../../shared/domain/result.ts';
import { pretendOrders } from './pretend-orders.ts';

type DayCalls = Pick<Pos, 'getDay' | 'reconcileDay' | 'closeDay' | 'verifyPayment'>;

const TODAY = '2026-11-22';
const NOW = Date.UTC(2026, 10, 22, 15, 30);

const orderId = pretendOrders[1]?.orderId ?? null;
const attemptId = '01890000-0000-7000-8002-000000000001' as AttemptId;
const open: DayException[] = [
  { code: 'attempt-unknown', attemptId: null, orderId, amountPaise: paise(56_000) },
  { code: 'refund-refused', attemptId: null, orderId, amountPaise: paise(12_400) },
  { code: 'refund-by-hand', attemptId, orderId, amountPaise: paise(50_000) },
  { code: 'not-reconciled', attemptId: null, orderId: null, amountPaise: null },
];

const none = { attemptId: null, localState: null, gatewayStatus: null, authCode: null, at: NOW };
const differences: ReconcileRow[] = [
  {
    ...none,
    class: 'gateway-only',
    advice: 'ask-then-void',
    orderId,
    localPaise: null,
    gatewayPaise: paise(56_000),
    rrn: '632700012345',
  },
  {
    ...none,
    class: 'amount-differs',
    advice: 'compare-slips',
    orderId,
    localPaise: paise(45_000),
    gatewayPaise: paise(54_000),
    rrn: '632700012377',
  },
];

/** Days that only pretend: today has open items, the day before is closed, no other is known. */
export function pretendDay(emit: (topic: 'day', id: string) => void): DayCalls {
  const state = { closedAt: null as number | null, reconciled: false };
  const dayOf = (businessDate: string): Day => ({
    businessDate,
    closedAt: businessDate === TODAY ? state.closedAt : NOW - 86_400_000,
    billCount: 1284,
    salesPaise: paise(98_765_400),
    taxablePaise: paise(90_123_456),
    taxPaise: paise(8_641_901),
    roundOffPaise: paise(43),
    refundCount: 3,
    refundsPaise: paise(213_400),
    byTender: [
      { kind: 'card-terminal', salesPaise: paise(61_200_000), refundsPaise: paise(201_000), billCount: 702 },
      { kind: 'cash', salesPaise: paise(37_565_400), refundsPaise: paise(12_400), billCount: 582 },
    ],
    cashPaise: paise(37_553_000),
    reconciled: state.reconciled ? { at: NOW, matched: 700, differences: 2 } : null,
    exceptions: businessDate === TODAY && state.closedAt === null ? open : [],
    openAttempts: [],
  });
  return {
    getDay: async ({ businessDate }) => {
      const date = businessDate ?? TODAY;
      return date >= '2026-11-21' ? ok(dayOf(date)) : err({ code: 'day-not-found' });
    },
    reconcileDay: async ({ businessDate }) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      setTimeout(resolve, 700);
      await promise;
      state.reconciled = true;
      emit('day', TODAY);
      return ok({ businessDate: businessDate ?? TODAY, askedAt: NOW, matched: 700, differences });
    },
    closeDay: async ({ businessDate, manager }) => {
      if (manager.pin !== '1234') return err({ code: 'manager-pin-wrong', params: { triesLeft: 2 } });
      state.closedAt = NOW;
      emit('day', businessDate);
      return ok(dayOf(businessDate));
    },
    verifyPayment: async () => err({ code: 'gateway-not-set-up' }),
  };
}
