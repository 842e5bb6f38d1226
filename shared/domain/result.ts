/** A success that carries its value. */
export type Ok<T> = { readonly ok: true; readonly value: T };

/** An expected failure that carries its reason, a closed union on `code`. */
export type Err<E> = { readonly ok: false; readonly error: E };

/** What a function that may fail in an expected way returns; only bugs throw (DESIGN, "Failures"). */
export type Result<T, E> = Ok<T> | Err<E>;

/** Wraps a value as a success. */
export function ok<T>(value: T): Ok<T> {
  return { ok: true, value };
}

/** Wraps a reason as an expected failure. */
export function err<E>(error: E): Err<E> {
  return { ok: false, error };
}

/** Ends a switch over a closed union: the compiler refuses a missing case, and a value from outside throws. */
export function assertNever(value: never): never {
  throw new Error(`A value outside its closed union: ${JSON.stringify(value)}`);
}

/** Throws when something that must hold does not: a bug, never an expected failure. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}
