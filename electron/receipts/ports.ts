import type { OrderDetails } from '../../shared/contract/orders.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Mode, Shop } from '../../shared/contract/till.ts';
import type { OrderId, PersonId } from '../../shared/domain/ids.ts';
import type { Result } from '../../shared/domain/result.ts';
import type { Reader } from '../store/handles.ts';

/** A paper of an order: its bill, or a credit note against it, by number. */
export type Paper = {
  readonly kind: 'receipt' | 'credit-note';
  readonly orderId: OrderId;
  readonly number: string;
};

/** What receipts is made of. */
export type ReceiptDeps = {
  readonly db: Reader;
  readonly getOrder: (orderId: OrderId) => Result<OrderDetails, PosError>;
  readonly shop: () => Shop;
  readonly mode: Mode;
  /** The name of somebody who works in the shop, for the bill; empty where nobody signs in. */
  readonly personName: (personId: PersonId | null) => string;
  /** Prints the page of a paper as a PDF. Rejects when it can't. */
  readonly printPdf: (paper: Paper) => Promise<Uint8Array>;
  /** Asks where to save; null when the person closed the dialog. */
  readonly chooseFile: (
    suggestedName: string,
  ) => Promise<{ readonly path: string; readonly fileName: string } | null>;
  /** Writes the file whole or not at all. Throws what the system says. */
  readonly writeFile: (path: string, bytes: Uint8Array) => void | Promise<void>;
  readonly report: (event: string, details?: Readonly<Record<string, string | number | boolean>>) => void;
};
