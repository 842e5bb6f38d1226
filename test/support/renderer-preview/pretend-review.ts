import type { Pos } from '../../../shared/contract/ipc.ts';
import type { Reviewed, ReviewFigure, ReviewRow } from '../../../shared/contract/review.ts';
import { addDays, isBusinessDate, type BusinessDate } from '../../../shared/domain/business-date.ts';
import { paise } from '../../../shared/domain/money.ts';
import { assert, ok } from '../../../shared/domain/result.ts';
import { pretendOrders } from './pretend-orders.ts';

type ReviewCalls = Pick<Pos, 'getReview' | 'listReviewRows' | 'saveReviewCsv' | 'saveReviewPdf'>;

const TODAY = '2026-11-22';

function dateOf(text: string): BusinessDate {
  assert(isBusinessDate(text), text);
  return text;
}

/** A number that looks like trade and is the same at each look. */
function wobble(seed: number): number {
  return (Math.abs(Math.sin(seed * 12.9898)) * 43_758.5453) % 1;
}

function figure(
  dimension: ReviewFigure['dimension'],
  key: string,
  bills: number,
  amount: number,
): ReviewFigure {
  const taxable = Math.round(amount / 1.09);
  const half = Math.round((amount - taxable) / 2);
  return {
    dimension,
    key,
    billCount: bills,
    amountPaise: paise(amount),
    discountPaise: paise(Math.round(amount / 50)),
    taxablePaise: paise(taxable),
    cgstPaise: paise(half),
    sgstPaise: paise(amount - taxable - half),
    igstPaise: paise(0),
    roundOffPaise: paise(bills % 50),
  };
}

const categories = [
  'Staples',
  'Dairy & bakery',
  'Snacks',
  'Drinks',
  'Personal care',
  'Home care',
  'Spices',
  'Stationery',
  '',
];

function reviewed(to: BusinessDate, days: number): Reviewed {
  const from = addDays(to, 1 - days);
  const seed = Number(to.slice(8)) + days;
  const list = Array.from({ length: days }, (_, index) => {
    const date = addDays(from, index);
    const bills = 60 + Math.round(wobble(index + seed) * 90);
    return {
      businessDate: date,
      billCount: bills,
      amountPaise: paise(bills * 41_237),
      refundCount: index % 3,
      refundsPaise: paise((index % 3) * 21_050),
    };
  });
  const bills = list.reduce((sum, day) => sum + day.billCount, 0);
  const amount = list.reduce((sum, day) => sum + day.amountPaise, 0);
  const hours = Array.from({ length: 13 }, (_, index) => {
    const share = (0.3 + wobble(index + seed)) / 13;
    return figure(
      'hour',
      String(index + 9).padStart(2, '0'),
      Math.round(bills * share),
      Math.round(amount * share),
    );
  });
  const tenders = (['card-terminal', 'upi-qr', 'cash', 'card-manual'] as const).map((kind, index) =>
    figure('tender', kind, Math.round(bills / (index + 1.6)), Math.round(amount / (index + 1.9))),
  );
  return {
    from,
    to,
    figures: [
      figure('sales', '', bills, amount),
      ...hours,
      ...tenders,
      ...categories.map((key, index) =>
        figure('category', key, Math.round(bills / (index + 2)), Math.round(amount / (index + 3))),
      ),
      ...['0', '500', '1200', '1800'].map((key, index) =>
        figure('tax', key, Math.round(bills / (index + 2)), Math.round(amount / 4)),
      ),
      figure('refunds', '', 3, 213_400),
      figure('refund-tax', '500', 2, 113_400),
      figure('refund-tax', '1800', 1, 100_000),
      figure('refund-category', 'Dairy & bakery', 2, 113_400),
      figure('refund-category', '', 1, 100_000),
      figure('refund-hour', '11', 2, 113_400),
      figure('refund-hour', '18', 1, 100_000),
      figure('refund-tender', 'card-terminal', 2, 201_000),
      figure('refund-tender', 'cash', 1, 12_400),
    ],
    days: list,
  };
}

/** The review of days that only pretend. */
export function pretendReview(): ReviewCalls {
  return {
    getReview: async ({ to, days }) => {
      const last = dateOf(to ?? TODAY);
      const now = reviewed(last, days);
      const before = reviewed(addDays(last, -7 * Math.ceil(days / 7)), days);
      const isLive = last === TODAY && days === 1;
      const soFar = {
        hour: 16,
        now: figure('until', '16', 52, 2_210_000),
        before: figure('until', '16', 49, 1_985_000),
      };
      return ok({
        ...now,
        inHand: TODAY,
        before,
        soFar: isLive ? soFar : null,
        now: [figure('unknown', '', 1, 56_000), figure('waiting', '', 1284, 0), figure('refused', '', 2, 0)],
      });
    },
    listReviewRows: async ({ limit }) => {
      const rows = pretendOrders.slice(0, limit).map((order): ReviewRow => {
        const { dimension: _, key: __, ...sums } = figure('sales', '', 1, order.totalPaise);
        const {
          orderId,
          seq,
          businessDate,
          state,
          totalPaise,
          lineCount,
          firstProduct,
          tenderKinds,
          lastFour,
        } = order;
        const bill = {
          orderId,
          seq,
          businessDate,
          state,
          totalPaise,
          lineCount,
          firstProduct,
          tenderKinds,
          lastFour,
        };
        return { ...bill, ...sums, document: order.invoiceNumber, at: order.createdAt };
      });
      return ok({ rows, next: null });
    },
    saveReviewCsv: async () => ok({ fileName: 'galla-2026-11-22.csv' }),
    saveReviewPdf: async () => ok({ fileName: 'galla-2026-11-22.pdf' }),
  };
}
