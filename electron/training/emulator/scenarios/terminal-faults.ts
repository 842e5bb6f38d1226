import type { Scenario } from '../scenario.ts';

const refuse = (name: string, status: number, code: string, says: string): Scenario => ({
  name,
  says,
  outcome: { kind: 'refuse', status, code },
});

/** What is refused before the terminal shows anything. */
export const terminalFaults: readonly Scenario[] = [
  refuse(
    'terminal-offline',
    409,
    'terminal-offline',
    'The terminal has no connection; nothing is shown on it.',
  ),
  refuse('terminal-busy', 409, 'terminal-busy', 'Another till has its bill on the terminal.'),
  refuse('session-expired', 401, 'session-expired', 'The session of the terminal has run out.'),
  refuse('unauthorised', 401, 'unauthorised', 'The gateway does not accept the key.'),
  refuse('forbidden', 403, 'forbidden', 'The merchant may not charge on this terminal.'),
  refuse('key-expired', 401, 'key-expired', 'The key has expired.'),
  refuse('invalid-request', 400, 'invalid-request', 'The gateway finds the request malformed.'),
  refuse('rate-limited', 429, 'rate-limited', 'Too many calls; nothing was done.'),
  refuse('in-flight', 409, 'in-flight', 'The gateway says that it is working on this very attempt.'),
];
