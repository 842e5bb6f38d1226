import type { FieldIssue } from '../../shared/contract/central-fields.ts';
import type { FieldErrors } from '../ingest/field-errors.ts';

type Tree = { sentences: string[]; readonly inner: Map<PropertyKey, Tree> };

const tree = (): Tree => ({ sentences: [], inner: new Map() });

function grow(root: Tree, issue: FieldIssue): void {
  let at = root;
  for (const key of issue.path) {
    const next = at.inner.get(key) ?? tree();
    at.inner.set(key, next);
    at = next;
  }
  at.sentences.push(issue.message);
}

/** What lies below a field: sentences, an object of fields, or a list with an empty object for every item that is right. */
function shown(at: Tree): readonly string[] | FieldErrors | readonly FieldErrors[] {
  if (at.inner.size === 0) return at.sentences;
  const keys = [...at.inner.keys()];
  if (!keys.every((key) => typeof key === 'number')) return object(at);
  const last = Math.max(...keys);
  return Array.from({ length: last + 1 }, (_, index) => {
    const item = at.inner.get(index);
    if (item === undefined) return {};
    return item.inner.size === 0 ? { non_field_errors: item.sentences } : object(item);
  });
}

function object(at: Tree): FieldErrors {
  const below = [...at.inner].map(([key, inner]) => [String(key), shown(inner)] as const);
  const own = at.sentences.length === 0 ? [] : [['non_field_errors', at.sentences] as const];
  return Object.fromEntries([...own, ...below]);
}

/** The base contract's form of what is wrong with a body: `{"field": ["…"], "list": [{}, {"field": ["…"]}]}`. */
export function nestedErrors(issues: readonly FieldIssue[]): FieldErrors {
  const root = tree();
  for (const issue of issues.slice(0, 200)) grow(root, issue);
  return object(root);
}
