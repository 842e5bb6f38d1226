/** What the gateway said of a payment, written without what the columns of its attempt say already. */

/** The columns of an attempt that repeat a part of the answer. */
export type ResponseColumns = {
  readonly transactionId: string | null;
  readonly authCode: string | null;
  readonly rrn: string | null;
  readonly batch: string | null;
  readonly hostCode: string | null;
  readonly hostMessage: string | null;
  readonly scheme: string | null;
  readonly maskedCard: string | null;
  readonly entryMode: string | null;
  readonly pinVerified: boolean | null;
};

/** Every key of an answer, in the order in which it is written (payments/attempt-mapping.ts); null is what no column has. */
const keys = [
  ['transactionId', 'transactionId'],
  ['authCode', 'authCode'],
  ['rrn', 'rrn'],
  ['batch', 'batch'],
  ['invoiceNumber', null],
  ['hostCode', 'hostCode'],
  ['hostMessage', 'hostMessage'],
  ['scheme', 'scheme'],
  ['cardKind', null],
  ['maskedCard', 'maskedCard'],
  ['entryMode', 'entryMode'],
  ['pinVerified', 'pinVerified'],
  ['aid', null],
  ['applicationName', null],
  ['tvr', null],
  ['tsi', null],
  ['tc', null],
] as const satisfies readonly (readonly [string, keyof ResponseColumns | null])[];
const otherKeys = keys.flatMap(([key, column]) => (column === null ? [key] : []));

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The answer of the columns and of a list with the values that none of them has. */
function spelledOut(columns: ResponseColumns, others: readonly unknown[]): string {
  const answer: Record<string, unknown> = {};
  let at = 0;
  for (const [key, column] of keys) {
    const value = column === null ? others[at++] : columns[column];
    if (value !== null && value !== undefined) answer[key] = value;
  }
  return JSON.stringify(answer);
}

/**
 * An answer as it is stored: a list of what no column says, in the order of the keys, or the answer word for word where that would not give it back. JSON either way,
 * and told apart by the first letter.
 */
export function shortResponse(columns: ResponseColumns, response: string | null): string | null {
  if (response === null) return null;
  const answer: unknown = JSON.parse(response);
  if (!isObject(answer)) return response;
  const others = otherKeys.map((key) => answer[key] ?? null);
  while (others.length > 0 && others.at(-1) === null) others.pop();
  return spelledOut(columns, others) === response ? JSON.stringify(others) : response;
}

/** The answer that `shortResponse` stored, word for word. */
export function wholeResponse(columns: ResponseColumns, stored: string | null): string | null {
  if (stored === null || !stored.startsWith('[')) return stored;
  const others: unknown = JSON.parse(stored);
  return Array.isArray(others) ? spelledOut(columns, others) : stored;
}
