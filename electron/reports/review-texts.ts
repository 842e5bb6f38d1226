import type { ReviewDimension } from '../../shared/contract/review.ts';
import type { TenderKind } from '../../shared/contract/sale.ts';

/** What a saved table says, in the language of the shop. */
export type ReviewTexts = {
  readonly saveCsv: string;
  readonly csvKind: string;
  readonly savePdf: string;
  readonly pdfKind: string;
  readonly dimension: Readonly<Record<ReviewDimension | 'day', string>>;
  readonly tender: Readonly<Record<TenderKind, string>>;
  readonly noCategory: string;
  readonly columns: {
    readonly figure: string;
    readonly of: string;
    readonly from: string;
    readonly to: string;
    readonly count: string;
    readonly amount: string;
    readonly discount: string;
    readonly taxable: string;
    readonly cgst: string;
    readonly sgst: string;
    readonly igst: string;
    readonly roundOff: string;
    readonly number: string;
    readonly date: string;
    readonly time: string;
    readonly goods: string;
    readonly lines: string;
    readonly paidBy: string;
    readonly orderTotal: string;
  };
};
