/** A reply's JSON as an object; throws when it is none, which fails the test that expected one. */
export function record(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`not an object: ${JSON.stringify(value)}`);
  }
  return value as Record<string, unknown>;
}
