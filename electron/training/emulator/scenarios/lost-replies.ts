import type { CallFault, Fault, Operation, Scenario } from '../scenario.ts';

const on = (
  operation: Operation,
  fault: Fault,
  times?: number,
): Readonly<Partial<Record<Operation, CallFault>>> => ({
  [operation]: times === undefined ? { fault } : { fault, times },
});

const approved = (name: string, says: string, faults: NonNullable<Scenario['faults']>): Scenario => ({
  name,
  says,
  outcome: { kind: 'approve' },
  faults,
});

/** Replies that never come or come in pieces. "before": the sale was not taken; "after": it was. */
export const lostReplies: readonly Scenario[] = [
  approved(
    'reset-before',
    'The connection breaks before the sale is taken.',
    on('sale', { kind: 'reset', processed: false }),
  ),
  approved(
    'reset-after',
    'The sale is taken, then the connection breaks.',
    on('sale', { kind: 'reset', processed: true }),
  ),
  approved(
    'reset-mid-body',
    'The sale is taken; the reply breaks off.',
    on('sale', { kind: 'reset-mid-body', processed: true }),
  ),
  approved(
    'headers-never-before',
    'The gateway says nothing and takes nothing.',
    on('sale', { kind: 'headers-never', processed: false }),
  ),
  approved(
    'headers-never-after',
    'The sale is taken, but no reply comes.',
    on('sale', { kind: 'headers-never', processed: true }),
  ),
  approved(
    'body-stalls',
    'The reply begins and never ends.',
    on('sale', { kind: 'body-stalls', processed: true }),
  ),
  approved('truncated-json', 'The reply is cut in the middle.', on('sale', { kind: 'truncated' })),
  approved(
    'status-down',
    'The sale goes through while the status call is down.',
    on('status', { kind: 'status', status: 502, processed: false }, 3),
  ),
  approved(
    'status-reset',
    'The first status calls break.',
    on('status', { kind: 'reset', processed: false }, 2),
  ),
  approved(
    'cable-pulled',
    'The card is read, then the line breaks; status calls find nobody for a while.',
    on('status', { kind: 'reset', processed: false }, 5),
  ),
  {
    name: 'cancel-reply-lost',
    says: 'The cancel wins, but its reply is lost.',
    outcome: { kind: 'pending-for-ever' },
    faults: on('cancel', { kind: 'reset', processed: true }, 1),
  },
  approved(
    'void-reply-lost',
    'The void is done, but its reply is lost.',
    on('void', { kind: 'reset', processed: true }, 1),
  ),
  approved(
    'void-refused-by-proxy',
    'The void never arrives the first time.',
    on('void', { kind: 'status', status: 502, processed: false }, 1),
  ),
  approved(
    'refund-reply-lost',
    'The refund is done, but its reply is lost.',
    on('refund', { kind: 'reset', processed: true }, 1),
  ),
];
