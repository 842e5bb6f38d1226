import type { CallFault, Fault, Scenario } from '../scenario.ts';

const both = (name: string, says: string, fault: Fault, times?: number): Scenario => {
  const callFault: CallFault = times === undefined ? { fault } : { fault, times };
  return { name, says, outcome: { kind: 'approve' }, faults: { sale: callFault, status: callFault } };
};

const alter = (name: string, says: string, change: Readonly<Record<string, unknown>>): Scenario =>
  both(name, says, { kind: 'alter', with: change });

const alterSlip = (name: string, says: string, change: Readonly<Record<string, unknown>>): Scenario =>
  both(name, says, { kind: 'alter-slip', with: change });

/** Replies that are signed and well-formed, yet do not agree with what was asked, and replies whose signature is not right. */
export const wrongReplies: readonly Scenario[] = [
  alter('other-amount', 'The reply names another amount.', { amountPaise: 100 }),
  alter('other-currency', 'The reply names another currency.', { currency: 'USD' }),
  alter('other-attempt', "The reply is about somebody else's attempt.", {
    attemptId: '00000000-0000-7000-8000-000000000000',
  }),
  alter('other-merchant', 'The reply names another merchant.', { merchantId: 'TRAINING-OTHER' }),
  alter('other-terminal', 'The reply names another terminal.', { terminalId: 'T-OTHER' }),
  alter('unknown-status', 'The status is a word that nobody knows.', { status: 'PROBABLY_FINE' }),
  alterSlip('missing-auth-code', 'Approved, but without an auth code.', { authCode: null }),
  alterSlip('missing-rrn', 'Approved, but without an RRN.', { rrn: null }),
  alterSlip('approved-with-decline-code', 'Status APPROVED beside host code 51.', { hostCode: '51' }),
  alterSlip('full-card-echoed', 'The reply carries the whole card number.', {
    maskedCard: '6527658900001005',
  }),
  both('bad-signature', 'The signature of the reply is wrong.', { kind: 'bad-signature' }),
  both('clock-skew', 'The gateway signs with a clock ten minutes off.', {
    kind: 'clock-skew',
    byMs: -600_000,
  }),
];
