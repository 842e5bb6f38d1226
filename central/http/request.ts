import type { Schema } from '../../shared/contract/central-fields.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { nestedErrors } from './nested-errors.ts';
import { badFields, stop, type Answer } from './answers.ts';
import type { Caller } from '../store/tokens.ts';

/** A request that came through the door: who calls, and what they sent. */
export type ApiRequest = {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The body as it was read, for the digest that tells a repeat from another request. */
  readonly bodySha256: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** The address that the caller used, such as `https://central.example`. */
  readonly origin: string;
};

/** Answers one kind of request. */
export type Handler = (request: ApiRequest) => Promise<Answer>;

/** Reads a body by its schema, or says what is wrong with it in the base contract's form. */
export function readBody<T>(schema: Schema<T>, body: unknown): Result<T, Answer> {
  const parsed = schema.safeParse(body ?? {});
  return parsed.success ? ok(parsed.data) : stop(badFields(nestedErrors(parsed.error.issues)));
}

/** The number of a path, or null when it is none: then there is nothing at that address. */
export function pathNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** A header that may come once. */
export function headerText(request: Pick<ApiRequest, 'headers'>, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
