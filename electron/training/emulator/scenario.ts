/** The calls of the extension that a scenario may disturb. */
export const operations = ['sale', 'status', 'cancel', 'void', 'refund', 'day', 'health'] as const;
export type Operation = (typeof operations)[number];

/** What the customer, the terminal and the host make of a sale. */
export type Outcome =
  | { readonly kind: 'approve'; readonly afterMs?: number; readonly chargedShare?: number }
  | { readonly kind: 'decline'; readonly hostCode: string; readonly unsureForMs?: number }
  | { readonly kind: 'refuse'; readonly status: number; readonly code: string }
  | { readonly kind: 'pending-for-ever' };

/** How a reply goes wrong. `processed` says whether the call did its work all the same. */
export type Fault =
  | { readonly kind: 'reset'; readonly processed: boolean }
  | { readonly kind: 'reset-mid-body'; readonly processed: boolean }
  | { readonly kind: 'headers-never'; readonly processed: boolean }
  | { readonly kind: 'body-stalls'; readonly processed: boolean }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'text'; readonly status: number; readonly type: string; readonly body: string }
  | { readonly kind: 'oversized' }
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly processed: boolean;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'refusal';
      readonly status: number;
      readonly code: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'alter'; readonly with: Readonly<Record<string, unknown>> }
  | { readonly kind: 'alter-slip'; readonly with: Readonly<Record<string, unknown>> }
  | { readonly kind: 'bad-signature' }
  | { readonly kind: 'clock-skew'; readonly byMs: number }
  | { readonly kind: 'delay'; readonly ms: number };

/** A fault in one call: from the call after the first `after` on, and for `times` calls; from the first and always when absent. */
export type CallFault = { readonly fault: Fault; readonly after?: number; readonly times?: number };

/** One way a payment can go, as data. */
export type Scenario = {
  readonly name: string;
  /** What happens, in one sentence for people. */
  readonly says: string;
  readonly outcome: Outcome;
  readonly cancel?: 'wins' | 'loses';
  readonly faults?: Readonly<Partial<Record<Operation, CallFault>>>;
};
