import type { CustomerAct } from '../../../shared/contract/training.ts';
import { assertNever } from '../../../shared/domain/result.ts';
import type { Book } from './book.ts';
import type { HeldTransaction } from './transaction.ts';

const idParts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;

/** What a phone reads from a UPI QR: our reference, which is the attempt's id without dashes, and the amount. Null when it is none of ours. */
export function scanUpi(
  payload: string,
): { readonly attemptId: string; readonly amountPaise: number } | null {
  if (!payload.startsWith('upi://pay?')) return null;
  const fields = new URLSearchParams(payload.slice('upi://pay?'.length));
  const amount = /^(\d{1,10})\.(\d{2})$/.exec(fields.get('am') ?? '');
  const id = idParts.exec(fields.get('tr') ?? '');
  if (amount === null || id === null || fields.get('cu') !== 'INR') return null;
  return { attemptId: id.slice(1).join('-'), amountPaise: Number(`${amount[1]}${amount[2]}`) };
}

/** Plays one act of a customer at the terminal; null when no sale waits there under that id. */
export function playCustomer(
  book: Book,
  attemptId: string,
  act: CustomerAct,
  pullCable: (attemptId: string) => unknown,
): HeldTransaction | null {
  if (book.look(attemptId)?.status !== 'PENDING') return null;
  switch (act) {
    case 'tap':
      return book.decide(attemptId, 'approve', { entry: 'tap' });
    case 'insert-pin':
      return book.decide(attemptId, 'approve', { entry: 'pin' });
    case 'wrong-pin':
      return book.decide(attemptId, 'decline', { hostCode: '55', entry: 'pin' });
    case 'no-money':
      return book.decide(attemptId, 'decline', { hostCode: '51', entry: 'tap' });
    case 'walk-away':
      return book.decide(attemptId, 'leave');
    case 'pull-cable':
      // The card was read before the line broke: the money moved, and nobody tells the till for a while.
      pullCable(attemptId);
      return book.decide(attemptId, 'approve', { entry: 'tap' });
    default:
      return assertNever(act);
  }
}
