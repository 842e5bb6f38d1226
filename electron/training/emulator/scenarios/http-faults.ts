import type { Fault, Scenario } from '../scenario.ts';

const sale = (name: string, says: string, fault: Fault): Scenario => ({
  name,
  says,
  outcome: { kind: 'approve' },
  faults: { sale: { fault } },
});

const page = '<!doctype html><title>Sign in to the network</title>';

/** What proxies, portals and broken servers answer. The payment goes through wherever `processed` says so. */
export const httpFaults: readonly Scenario[] = [
  sale('html-200', 'A portal answers with a page and status 200.', {
    kind: 'text',
    status: 200,
    type: 'text/html',
    body: page,
  }),
  sale('empty-200', 'Status 200 and an empty body.', {
    kind: 'text',
    status: 200,
    type: 'application/json',
    body: '',
  }),
  sale('oversized', 'The body is larger than any message of the protocol.', { kind: 'oversized' }),
  sale('500-before', 'Status 500; the sale was not taken.', {
    kind: 'status',
    status: 500,
    processed: false,
  }),
  sale('500-after', 'Status 500; the sale was taken.', { kind: 'status', status: 500, processed: true }),
  sale('stored-500', 'The sale was taken, and a stored 500 answers it and every repetition.', {
    kind: 'status',
    status: 500,
    processed: true,
    headers: { 'idempotency-replayed': 'true' },
  }),
  sale('502', 'A proxy lost the gateway after the sale was taken.', {
    kind: 'status',
    status: 502,
    processed: true,
  }),
  sale('503', 'The gateway is down for maintenance.', {
    kind: 'status',
    status: 503,
    processed: false,
    headers: { 'retry-after': '2' },
  }),
  sale('504', 'A proxy got tired of waiting; the sale was taken.', {
    kind: 'status',
    status: 504,
    processed: true,
  }),
  sale('redirect', 'A redirect to somewhere else.', {
    kind: 'status',
    status: 307,
    processed: false,
    headers: { location: '/v2/elsewhere' },
  }),
  sale('slow-reply', 'The reply to the start takes half a second.', { kind: 'delay', ms: 500 }),
];
