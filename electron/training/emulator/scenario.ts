import { emulatorOperation } from '../../../shared/contract/emulator.ts';

/** The calls that a scenario may disturb; the last four are the base protocol's. */
export const operations = emulatorOperation.options;
export type Operation = (typeof operations)[number];

/** Which fault befalls a call that a scenario does not name: the base protocol and typed cards go wrong as the sale and its status do. */
export const standsFor: Readonly<Partial<Record<Operation, Operation>>> = {
  'keyed-sale': 'sale',
  process: 'sale',
  verify: 'status',
  confirm: 'status',
};

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
  /** What is special about the one-time password of a typed card. */
  readonly otp?: { readonly validMs?: number; readonly alwaysWrong?: true };
  readonly faults?: Readonly<Partial<Record<Operation, CallFault>>>;
};
