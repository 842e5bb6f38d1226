import type { Operation } from './scenario.ts';

export type Route = {
  readonly operation: Operation;
  readonly attemptId: string;
  readonly date: string;
  readonly cursor: string | null;
};

const attemptPath = /^\/v2\/attempts\/([^/]+)(?:\/(cancel|void|refunds|otp|otp\/resend))?$/;
const dayPath = /^\/v2\/days\/(\d{4}-\d{2}-\d{2})$/;

const attemptOperations: Readonly<Record<string, Operation>> = {
  cancel: 'cancel',
  void: 'void',
  refunds: 'refund',
  otp: 'otp',
  'otp/resend': 'resend',
};

/** Which call of the extension a method and path are, or null. */
export function routeOf(method: string, path: string): Route | null {
  const url = new URL(path, 'http://emulator.invalid');
  const found = (operation: Operation, attemptId = '', date = ''): Route => ({
    operation,
    attemptId,
    date,
    cursor: url.searchParams.get('cursor'),
  });
  if (method === 'POST' && url.pathname === '/v2/terminal-sales') return found('sale');
  if (method === 'POST' && url.pathname === '/v2/keyed-sales') return found('keyed-sale');
  if (method === 'GET' && url.pathname === '/v2/health') return found('health');
  const day = dayPath.exec(url.pathname);
  if (method === 'GET' && day !== null) return found('day', '', day[1]);
  const attempt = attemptPath.exec(url.pathname);
  if (attempt === null) return null;
  const attemptId = decodeURIComponent(attempt[1] ?? '');
  if (method === 'GET' && attempt[2] === undefined) return found('status', attemptId);
  if (method !== 'POST') return null;
  const operation = attemptOperations[attempt[2] ?? ''];
  return operation === undefined ? null : found(operation, attemptId);
}
