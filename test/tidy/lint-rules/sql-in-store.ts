/** SQL is written in electron/store only (and in central's own store), so that one place knows the tables. */
import { layerOf } from '../layers.ts';
import { literalText, pathOf } from './lint-types.ts';
import type { LintRule, SyntaxNode } from './lint-types.ts';

/** Tests look at databases as an auditor would; the lock of a data folder is a transaction on a file of its own. */
const allowed = (path: string): boolean =>
  ['store', 'central', 'test'].includes(layerOf(path)?.name ?? 'test') ||
  path.startsWith('electron/platform/lock');

const statements = [
  /^\s*select\s[\s\S]+\sfrom\s+\w+(?:\s+as\s+\w+)?\s*(?:$|[;,)]|\b(?:where|join|inner|left|order|group|limit)\b)/i,
  /^\s*(?:insert\s+(?:or\s+\w+\s+)?into|replace\s+into|delete\s+from|vacuum\s+into)\s/i,
  /^\s*update\s+\w+\s+set\s/i,
  /^\s*(?:create|drop|alter)\s+(?:unique\s+|temp\s+)?(?:table|index|trigger|view)\s/i,
  /^\s*begin\s+(?:immediate|exclusive|deferred)/i,
  /^\s*pragma\s+\w+/i,
  /^\s*with\s+\w+\s+as\s*\(/i,
];

export const sqlInStore: LintRule = {
  create(context) {
    if (allowed(pathOf(context))) return {};
    const check = (node: SyntaxNode, text: string | undefined): void => {
      if (text !== undefined && statements.some((statement) => statement.test(text))) {
        context.report({
          node,
          message: 'SQL belongs to electron/store. Give the store a method that says what is wanted.',
        });
      }
    };
    return {
      Literal: (node) => check(node, literalText(node)),
      TemplateElement: (node) => check(node, cookedText(node)),
    };
  },
};

function cookedText(node: SyntaxNode): string | undefined {
  const value = node['value'];
  if (typeof value !== 'object' || value === null || !('cooked' in value)) return undefined;
  return typeof value.cooked === 'string' ? value.cooked : undefined;
}
