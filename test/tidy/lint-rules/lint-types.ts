/** The little of the linter's rule interface that the rules of the house use. */
import { relative, sep } from 'node:path';

/** A node of the syntax tree; rules narrow the parts that they look at. */
export interface SyntaxNode {
  readonly type: string;
  readonly [part: string]: unknown;
}

export interface RuleContext {
  /** The file being linted, absolute. */
  readonly filename: string;
  /** Where the linter was started: the root of the repository. */
  readonly cwd: string;
  report(finding: { node: SyntaxNode; message: string }): void;
}

export interface LintRule {
  create(context: RuleContext): Readonly<Record<string, (node: SyntaxNode) => void>>;
}

/** The linted file relative to the root of the repository, with forward slashes. */
export function pathOf(context: RuleContext): string {
  return relative(context.cwd, context.filename).split(sep).join('/');
}

/** The node under this name, if there is one. */
export function part(node: SyntaxNode, name: string): SyntaxNode | undefined {
  const value = node[name];
  return isSyntaxNode(value) ? value : undefined;
}

/** The text of a string literal, or undefined when the node is anything else. */
export function literalText(node: SyntaxNode | undefined): string | undefined {
  const value = node?.type === 'Literal' ? node['value'] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** The name of an identifier, or undefined when the node is anything else. */
export function identifierName(node: SyntaxNode | undefined): string | undefined {
  const name = node?.type === 'Identifier' ? node['name'] : undefined;
  return typeof name === 'string' ? name : undefined;
}

function isSyntaxNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
