import type { PosEvent } from '../../shared/contract/events.ts';
import type { UpiPayee } from '../../shared/contract/till.ts';
import type { Gateway } from '../gateway/index.ts';
import type { Clock } from '../platform/clock.ts';
import type { Writer } from '../store/handles.ts';
import type { AttemptStep } from '../store/units/complete-sale.ts';
import type { PaymentSettings } from './settings.ts';

/** Work for later; the returned function takes it back. */
export type Later = (delayMs: number, work: () => void) => () => void;

/** What became of an approval that was handed to sales. */
export type ApprovalCommit =
  /** On disk: with its sale, as a tender of a bill that isn't paid whole, or alone as "paid, not completed". */
  | { readonly kind: 'kept' }
  /** Another answer about the attempt came first; nothing was written. */
  | { readonly kind: 'stale' }
  /** The order can't take it (it is over, or paid otherwise): the money must go back. */
  | { readonly kind: 'unwanted' }
  /** The disk refused even the approval alone; nothing was written, it is tried again. */
  | { readonly kind: 'failed'; readonly detail: string };

/** Payments reaches sales through this (DESIGN, "Who may import whom"). */
export type ApprovalPort = {
  /** Commits an approval with all that follows from it, in one transaction (FIELD 4.3). */
  commitApproval(step: AttemptStep): ApprovalCommit;
};

/** What the driver is made of. */
export type PaymentDeps = {
  readonly db: Writer;
  /** The gateway as it is set up now, or null while it isn't. */
  readonly gateway: () => Gateway | null;
  /** A function, because sales is made after payments. */
  readonly sales: () => ApprovalPort;
  readonly clock: Clock;
  readonly later: Later;
  readonly settings: PaymentSettings;
  readonly emit: (event: PosEvent) => void;
  readonly report: (event: string, details?: Readonly<Record<string, string | number | boolean>>) => void;
  /** Whom a UPI QR pays, or null while that isn't set up. */
  readonly upi: () => UpiPayee | null;
  /** An IANA zone, for the date by which a bank must give a debit back. */
  readonly zone: () => string;
  /** A new id for a notice. */
  readonly noticeId: () => string;
};
