/** A payment as the emulator keeps it; plain data, written to the journal whole at every change. */
export type HeldTransaction = {
  readonly attemptId: string;
  readonly orderId: string;
  readonly terminalId: string;
  readonly amountPaise: number;
  /** What the card was charged; differs from the amount in a partial approval. */
  readonly chargedPaise: number;
  readonly status: 'PENDING' | 'APPROVED' | 'DECLINED' | 'CANCELLED' | 'VOIDED' | 'REFUNDED';
  readonly hostCode: string | null;
  readonly handle: string | null;
  readonly scenario: string;
  readonly lastFour: string;
  readonly startedAtMs: number;
  /** When the customer and the host are done with a pending sale; null: not before somebody decides. */
  readonly dueAtMs: number | null;
  readonly decidedAtMs: number | null;
  /** From when on a decline is the gateway's last word. */
  readonly finalAtMs: number;
  /** A cancel came for an attempt that was never seen. */
  readonly tombstone: boolean;
  readonly settled: boolean;
  /** Paid by UPI QR, or by card where absent. */
  readonly method?: 'upi';
  /** How a person played the card at the training terminal; by amount where absent. */
  readonly entry?: 'tap' | 'pin';
  /** What may be kept of a card that was typed in: its mask and scheme. Absent where the card was read. */
  readonly keyed?: { readonly masked: string; readonly scheme: string };
  /** The one-time password of a typed card; the digits themselves follow from the seed and are kept nowhere. */
  readonly otp?: HeldOtp;
  readonly voidId: string | null;
  readonly refunds: readonly HeldRefund[];
};

export type HeldOtp = {
  readonly state: 'WAITING' | 'WRONG' | 'EXPIRED' | 'PASSED';
  /** Which one it is: 1, and one more for each that was sent again. */
  readonly number: number;
  readonly triesLeft: number;
  readonly resendsLeft: number;
  readonly expiresAtMs: number;
};

export type HeldRefund = {
  readonly refundId: string;
  readonly amountPaise: number;
  readonly refused: boolean;
};

/** What the gave-back parts come to. */
export function refundedPaise(held: HeldTransaction): number {
  return held.refunds.reduce((sum, refund) => sum + (refund.refused ? 0 : refund.amountPaise), 0);
}
