import type { FieldIssue } from '../../shared/contract/central-fields.ts';

/** What is wrong with a body, in the base contract's form: a field's name, and sentences. */
export type FieldErrors = {
  readonly [field: string]: readonly string[] | FieldErrors | readonly FieldErrors[];
};

/** The flat form, for one event of a push: the path of a field with dots, and sentences. */
export function flatErrors(issues: readonly FieldIssue[]): Record<string, string[]> {
  const errors: Record<string, string[]> = {};
  for (const issue of issues.slice(0, 20)) {
    const field = issue.path.length === 0 ? 'non_field_errors' : issue.path.map(String).join('.');
    (errors[field] ??= []).push(issue.message);
  }
  return errors;
}
