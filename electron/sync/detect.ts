import { aboutReply, centralPaths, type AboutReply } from '../../shared/contract/central-api.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { openBaseApi } from './base/api.ts';
import type { Line } from './line.ts';
import { parsedJson } from './parsed-json.ts';
import type { Office } from './ports.ts';
import { trouble, troubleOf, type Trouble } from './step.ts';

/** What a server turned out to be; ours says what it takes. */
export type Detected = { readonly kind: 'central'; readonly about: AboutReply } | { readonly kind: 'base' };

/**
 * Finds out what a server is by what it says of itself. Ours names itself; one that has no such page and shows a list of orders has the base
 * contract. Anything else (a sign-in page of a network, a proxy's error) is neither, and nothing is sent.
 */
export async function detectServer(
  office: Office,
  line: Line,
  now: () => number,
  signal: AbortSignal,
): Promise<Result<Detected, Trouble>> {
  const path = `${new URL(office.url).pathname.replace(/\/$/, '')}${centralPaths.about}`;
  const headers = { authorization: `Token ${office.token}`, accept: 'application/json' };
  const reply = await line.call({ method: 'GET', path, headers, body: null }, signal);
  if (!reply.ok) return err(trouble(reply.error.problem, 'line'));
  const { status, body } = reply.value;
  const about = status === 200 ? aboutReply.safeParse(parsedJson(body)) : null;
  if (about?.success === true) return ok({ kind: 'central', about: about.data });
  if (status !== 404) return err(troubleOf(reply.value, now()));
  const page = await openBaseApi(office, line, now, signal).page(1);
  return page.ok ? ok({ kind: 'base' }) : page;
}
