import type { Scenario } from '../scenario.ts';

/** What can become of a cancel. */
export const cancelRaces: readonly Scenario[] = [
  {
    name: 'cancel-wins',
    says: 'The customer is slow and the cancel comes in time.',
    outcome: { kind: 'pending-for-ever' },
    cancel: 'wins',
  },
  {
    name: 'cancel-loses',
    says: 'The customer taps while the cancel is on its way; the sale is approved.',
    outcome: { kind: 'approve', afterMs: 1500 },
    cancel: 'loses',
  },
  {
    name: 'not-found-then-approved',
    says: 'The first two status calls do not know the attempt, then it is approved.',
    outcome: { kind: 'approve' },
    faults: {
      sale: { fault: { kind: 'reset', processed: true } },
      status: { fault: { kind: 'refusal', status: 404, code: 'not-found' }, times: 2 },
    },
  },
  {
    name: 'approved-then-pending',
    says: 'The status says approved once, then pending again.',
    outcome: { kind: 'approve' },
    faults: {
      status: { fault: { kind: 'alter', with: { status: 'PENDING', final: false, slip: null } }, after: 1 },
    },
  },
];
