import type { Slip } from '../../shared/contract/gateway.ts';
import type { CardSecret } from '../../shared/domain/card-secret.ts';
import type { AttemptId, OrderId, RefundId, VoidId } from '../../shared/domain/ids.ts';
import type { Paise } from '../../shared/domain/money.ts';
import type { Result } from '../../shared/domain/result.ts';

/** What a terminal is asked to take. The same request may be sent once only; nothing below the state machine repeats it. */
export type SaleRequest = {
  readonly attemptId: AttemptId;
  readonly orderId: OrderId;
  readonly amountPaise: Paise;
};

/** A sale of a card that was typed in. The card can be taken out once, by the call that sends it. */
export type KeyedSaleRequest = SaleRequest & { readonly card: CardSecret };

/** What the bank waits for: the one-time password that it sent to the customer. */
export type OtpWait = {
  readonly triesLeft: number;
  readonly resendsLeft: number;
  /** UTC milliseconds of the gateway's clock. */
  readonly expiresAtMs: number;
  /** The last one that was sent was wrong. */
  readonly wasWrong: boolean;
};

/** What names an attempt to the gateway. `handle` is the gateway's own name, where it gave one. */
export type AttemptRef = {
  readonly attemptId: AttemptId;
  readonly amountPaise: Paise;
  readonly handle: string | null;
};

/** The evidence of an approval: checked against what was asked before it becomes this. */
export type Approval = {
  readonly attemptId: string;
  readonly amountPaise: Paise;
  readonly currency: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly transactionId: string | null;
  /** Null for UPI, which has none. */
  readonly authCode: string | null;
  readonly rrn: string;
  readonly slip: Slip;
};

/** Where an attempt stands, as far as the gateway's answer can be believed. */
export type Answer =
  | { readonly kind: 'pending'; readonly handle: string | null; readonly otp?: OtpWait }
  | {
      readonly kind: 'approved';
      readonly approval: Approval;
      readonly settled: boolean;
      readonly handle: string | null;
    }
  /** Approved for another amount than was asked, all else agreeing: never a payment of the bill, always to be voided. */
  | {
      readonly kind: 'approved-other-amount';
      readonly approval: Approval;
      readonly settled: boolean;
      readonly handle: string | null;
    }
  | {
      readonly kind: 'declined';
      readonly hostCode: string | null;
      readonly hostMessage: string | null;
      /** The one-time password was the reason. */
      readonly otp?: 'wrong' | 'expired';
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'voided' }
  | { readonly kind: 'refunded'; readonly refundedPaise: Paise }
  /** The gateway has never heard of the attempt; final only as docs/payments.md says. */
  | { readonly kind: 'not-found' };

/** Why nothing left the till, so that a new attempt is safe. */
export type NotSentReason =
  | 'dns'
  | 'refused'
  | 'connect-timeout'
  | 'tls'
  | 'unreachable'
  | 'aborted-before-sending'
  | 'terminal-busy'
  | 'terminal-offline'
  | 'rate-limited'
  | 'not-set-up';

/** Why an outcome is not known: the money may or may not have moved. */
export type UnknownReason =
  | 'reset'
  | 'headers-timeout'
  | 'body-timeout'
  | 'deadline'
  | 'aborted'
  | 'server-error'
  | 'redirect'
  | 'too-large'
  | 'unparseable'
  | 'unexpected-status'
  | 'bad-signature'
  | 'clock-skew'
  | 'attempt-mismatch'
  | 'amount-mismatch'
  | 'currency-mismatch'
  | 'merchant-mismatch'
  | 'terminal-mismatch'
  | 'evidence-missing'
  | 'host-unsure'
  /** The gateway's own name for the attempt was lost with the reply to its start, and there is no other to ask by. */
  | 'no-handle';

/** The closed taxonomy of what can go wrong with a call about money (docs/payments.md has the table). */
export type GatewayError =
  /** Certain: the gateway never got it, or says before doing anything that the terminal can't take it. */
  | { readonly code: 'not-sent'; readonly reason: NotSentReason }
  /** Certain: refused at the door as malformed, tombstoned or over a limit. Nothing was charged. */
  | { readonly code: 'invalid-request'; readonly detail: string }
  /** Certain: the key, the merchant or the session is not accepted. Nothing was charged. */
  | { readonly code: 'auth-failure'; readonly detail: string }
  /** The same id is being worked on, or was used for something else: the status tells. */
  | { readonly code: 'duplicate'; readonly detail: string }
  /** Anything else: ask for the status, never send again. */
  | { readonly code: 'unknown-outcome'; readonly reason: UnknownReason };

/** The provider has no such call. Nothing was sent; a person does it on the terminal or in the provider's own list. */
export type NotSupported = {
  readonly code: 'not-supported';
  readonly call: 'void' | 'refund' | 'part-refund' | 'list-day' | 'health' | 'keyed-sale' | 'otp';
};

/** What a provider can be relied on for; docs/gateways.md says why. The conformance suite holds each adapter to its own. */
export type GatewayPromises = {
  /** What a status is asked by: our own id at any time, or a handle that only the reply to the start brings. */
  readonly statusKey: 'attempt-id' | 'handle';
  /** Whether it drives a card terminal. */
  readonly terminal: boolean;
  /** Whether it takes cards that are typed in, and whether the customer then confirms with a one-time password. */
  readonly keyed: 'otp' | 'plain' | 'none';
  /** `answers`: a cancel says what became of the sale and is remembered. `asks`: it is a wish, and only a later status tells. `none`: there is no such call. */
  readonly cancel: 'answers' | 'asks' | 'none';
  readonly void: boolean;
  readonly refund: 'part' | 'whole' | 'none';
  readonly listDay: boolean;
  readonly health: boolean;
};

/** How a void ended. */
export type VoidAnswer =
  | { readonly kind: 'voided'; readonly rrn: string | null }
  | { readonly kind: 'settled' }
  | { readonly kind: 'not-approved' };

/** How a refund ended. */
export type RefundAnswer =
  | { readonly kind: 'refunded'; readonly rrn: string | null }
  | { readonly kind: 'refused'; readonly reason: string };

/** One payment in the gateway's list of a day. */
export type DayEntry = {
  readonly attemptId: string;
  readonly amountPaise: Paise;
  readonly refundedPaise: Paise;
  readonly status: string;
  readonly terminalId: string;
  readonly rrn: string | null;
  readonly authCode: string | null;
  readonly atMs: number;
};

/**
 * A payment gateway. Every call makes at most one request that can move money, on a connection of its own, repeats nothing and
 * follows nothing; what it can't be sure of it says so. None rejects but for a bug.
 */
export interface Gateway {
  /** Names of the account this gateway charges for; they are part of an approval's evidence. */
  readonly merchantId: string;
  readonly terminalId: string;
  readonly promises: GatewayPromises;
  /** Shows the amount on the terminal. */
  sale(request: SaleRequest, signal?: AbortSignal): Promise<Result<Answer, GatewayError>>;
  /** Charges a card that was typed in. The card is taken out of the request before anything is sent, and is nowhere after it. */
  keyedSale(
    request: KeyedSaleRequest,
    signal?: AbortSignal,
  ): Promise<Result<Answer, GatewayError | NotSupported>>;
  /** Sends the one-time password of a typed card. */
  submitOtp(
    ref: AttemptRef & { readonly otp: string },
    signal?: AbortSignal,
  ): Promise<Result<Answer, GatewayError | NotSupported>>;
  /** Asks for another one-time password. */
  resendOtp(ref: AttemptRef, signal?: AbortSignal): Promise<Result<Answer, GatewayError | NotSupported>>;
  /** Where an attempt stands, by our own id or the gateway's handle. Changes nothing at the gateway. */
  status(ref: AttemptRef, signal?: AbortSignal): Promise<Result<Answer, GatewayError>>;
  /** Asks to cancel; an attempt never seen is tombstoned. Only the answer's kind says what happened. */
  cancel(ref: AttemptRef, signal?: AbortSignal): Promise<Result<Answer, GatewayError>>;
  /** Takes an approval back; repeating it under the same voidId is safe. */
  void(
    ref: AttemptRef & { readonly voidId: VoidId },
    signal?: AbortSignal,
  ): Promise<Result<VoidAnswer, GatewayError | NotSupported>>;
  /** Gives money back; repeating it under the same refundId is safe. */
  refund(
    ref: AttemptRef & { readonly refundId: RefundId; readonly refundPaise: Paise },
    signal?: AbortSignal,
  ): Promise<Result<RefundAnswer, GatewayError | NotSupported>>;
  /** All payments of a business date, page after page. */
  listDay(
    date: string,
    signal?: AbortSignal,
  ): Promise<Result<readonly DayEntry[], GatewayError | NotSupported>>;
  /** Whether the gateway answers for this merchant. */
  health(signal?: AbortSignal): Promise<Result<{ readonly timeMs: number }, GatewayError | NotSupported>>;
}
