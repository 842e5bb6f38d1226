import type { Scenario } from '../scenario.ts';

const decline = (hostCode: string, says: string): Scenario => ({
  name: `decline-${hostCode}`,
  says,
  outcome: { kind: 'decline', hostCode },
});

const unsure = (hostCode: string, says: string): Scenario => ({
  name: `decline-${hostCode}`,
  says,
  outcome: { kind: 'decline', hostCode, unsureForMs: 2000 },
});

/** What the host says when everything between the till and the host works. */
export const hostOutcomes: readonly Scenario[] = [
  { name: 'approve', says: 'The customer taps and the host approves.', outcome: { kind: 'approve' } },
  {
    name: 'slow',
    says: 'The customer looks for the card; the host approves after 20 seconds.',
    outcome: { kind: 'approve', afterMs: 20_000 },
  },
  {
    name: 'approve-at-140s',
    says: 'The host approves just before the processing window ends.',
    outcome: { kind: 'approve', afterMs: 140_000 },
  },
  {
    name: 'pending-for-ever',
    says: 'The customer walks away; nothing happens until somebody decides.',
    outcome: { kind: 'pending-for-ever' },
  },
  {
    name: 'partial',
    says: 'The host approves half of the amount.',
    outcome: { kind: 'approve', chargedShare: 0.5 },
  },
  decline('51', 'Not enough money in the account.'),
  decline('54', 'The card has expired.'),
  decline('55', 'The PIN was wrong.'),
  decline('75', 'The PIN was wrong too often.'),
  decline('05', 'The bank does not honour the card.'),
  unsure('09', 'The host says that it is still working on it.'),
  unsure('68', 'The host answers that its own answer came too late.'),
  unsure('91', 'The bank of the card is not reachable.'),
  unsure('96', 'The host has a malfunction.'),
  decline('94', 'The host takes the sale for a repetition.'),
];
