import { ok, type Result } from '../../shared/domain/result.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';
import { badFields, stop, type Answer } from './answers.ts';

/** What one query parameter may be; gives back what it means, or a sentence. */
export type Parameter<T> = (text: string) => Result<T, string>;

type Read<Spec extends Record<string, Parameter<unknown>>> = {
  readonly [Name in keyof Spec]?: Spec[Name] extends Parameter<infer T> ? T : never;
};

/**
 * Reads a query by a list of its parameters. One that is not on the list is a 400: a filter that is quietly passed over answers another
 * question than was asked.
 */
export function readQuery<Spec extends Record<string, Parameter<unknown>>>(
  spec: Spec,
  query: Readonly<Record<string, string>>,
): Result<Read<Spec>, Answer> {
  const errors: Record<string, string[]> = {};
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(query)) {
    const parameter = Object.hasOwn(spec, name) ? spec[name] : undefined;
    if (parameter === undefined) {
      errors[name.slice(0, 100)] = ['Unknown query parameter.'];
      continue;
    }
    const value = text.includes('\0')
      ? ({ ok: false, error: 'Null characters are not allowed.' } as const)
      : parameter(text);
    if (value.ok) values[name] = value.value;
    else errors[name] = [value.error];
  }
  if (Object.keys(errors).length > 0) return stop(badFields(errors satisfies FieldErrors));
  return ok(values as Read<Spec>);
}
