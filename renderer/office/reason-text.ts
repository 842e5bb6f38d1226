/** What a server said of a refused order, as lines a person can read: each field with what is wrong with it. */
export function reasonLines(reason: string | null): readonly string[] {
  if (reason === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(reason);
  } catch {
    return [reason];
  }
  return linesOf(value, '');
}

function linesOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => linesOf(item, path));
  if (typeof value === 'object' && value !== null) {
    const inner = Object.entries(value).flatMap(([key, item]) =>
      linesOf(item, path === '' ? key : `${path}.${key}`),
    );
    return inner.length === 0 && path !== '' ? [path] : inner;
  }
  const text = String(value);
  return [path === '' ? text : `${path}: ${text}`];
}
