import { err, type Err } from '../../shared/domain/result.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';

/** What a request is answered with. */
export type Answer = {
  readonly status: number;
  /** Sent as JSON; undefined sends nothing. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
};

export const answer = (status: number, body: unknown): Answer => ({ status, body });

/** The base contract's 400: a field's name, and what is wrong with it. */
export const badFields = (errors: FieldErrors): Answer => answer(400, errors);

/** One field's error. */
export const badField = (field: string, ...sentences: readonly string[]): Answer =>
  badFields({ [field]: sentences });

/** The base contract's form of everything that is not about a field. */
export const detail = (status: number, sentence: string): Answer => answer(status, { detail: sentence });

export const notFound = (): Answer => detail(404, 'Not found.');

export const methodNotAllowed = (method: string, allowed: readonly string[]): Answer => ({
  ...detail(405, `Method "${method}" not allowed.`),
  headers: { allow: allowed.join(', ') },
});

export const throttled = (seconds: number): Answer => ({
  ...detail(
    429,
    `Request was throttled. Expected available in ${seconds} second${seconds === 1 ? '' : 's'}.`,
  ),
  headers: { 'retry-after': String(seconds) },
});

/** An answer that ends a request early. */
export const stop = (ending: Answer): Err<Answer> => err(ending);
