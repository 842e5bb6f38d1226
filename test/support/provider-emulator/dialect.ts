import type { TransactionWire } from '../../../shared/contract/gateway.ts';
import type { RefundResult, VoidResult } from '../../../electron/training/emulator/give-back.ts';
import type { Reply } from '../../../electron/training/emulator/operations.ts';
import type { Operation } from '../../../electron/training/emulator/scenario.ts';

/** What a request asks for, once its credentials are accepted. */
export type ProviderRequest =
  | { readonly operation: 'sale'; readonly reference: string; readonly amountPaise: number }
  | { readonly operation: 'status' | 'cancel'; readonly handle: string }
  | { readonly operation: 'void'; readonly transactionId: string }
  | {
      readonly operation: 'refund';
      readonly transactionId: string;
      readonly refundId: string;
      readonly amountPaise: number;
    };

/** A payment as the emulator's book tells it, with the provider's name for it and what it calls the transaction. */
export type Picture = TransactionWire & { readonly providerHandle: string };

/** How one provider says what the book knows. The book, the scenarios and the faults are the same for all. */
export type Dialect = {
  /** What is asked on this path, null when it is malformed or not a call of this provider. */
  read(path: string, body: unknown): ProviderRequest | null;
  /** The provider's name for a payment, from the book's. */
  handleOf(bookHandle: string): string;
  /** The answer to a start that was taken. */
  started(handle: string): Reply;
  status(picture: Picture): Reply;
  /** The answer to a cancel: `isDone` when nothing more can be paid. */
  cancelled(picture: Picture, isDone: boolean): Reply;
  voided(picture: Picture, result: VoidResult): Reply;
  refunded(picture: Picture, amountPaise: number, result: RefundResult): Reply;
  /** A refusal in the provider's words, by the emulator's name for it. */
  refuse(operation: Operation, code: string): Reply;
};
