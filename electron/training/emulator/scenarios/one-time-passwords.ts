import type { Scenario } from '../scenario.ts';

/** What can become of the one-time password of a typed card. On a terminal all of these are approved. */
export const oneTimePasswords: readonly Scenario[] = [
  {
    name: 'otp-wrong',
    says: 'Whatever one-time password is typed, the bank calls it wrong.',
    outcome: { kind: 'approve' },
    otp: { alwaysWrong: true },
  },
  {
    name: 'otp-expired',
    says: 'The one-time password is good for two seconds only.',
    outcome: { kind: 'approve' },
    otp: { validMs: 2000 },
  },
  {
    name: 'otp-reply-lost',
    says: 'The one-time password is right, but the reply to it is lost.',
    outcome: { kind: 'approve' },
    faults: { otp: { fault: { kind: 'reset', processed: true }, times: 1 } },
  },
  {
    name: 'otp-never-arrives',
    says: 'The first one-time password never arrives at the gateway.',
    outcome: { kind: 'approve' },
    faults: { otp: { fault: { kind: 'reset', processed: false }, times: 1 } },
  },
];
