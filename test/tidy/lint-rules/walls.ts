/** Refuses every import that the table of layers does not allow, however it is written. */
import { posix } from 'node:path';
import { builtinModules } from 'node:module';
import { whyNotImport, whyNotPackage } from '../layers.ts';
import { literalText, part, pathOf } from './lint-types.ts';
import type { LintRule, RuleContext, SyntaxNode } from './lint-types.ts';

export const walls: LintRule = {
  create(context) {
    const check = (node: SyntaxNode): void => {
      const specifier = literalText(part(node, 'source'));
      const reason = specifier === undefined ? undefined : whyNot(context, specifier);
      if (reason !== undefined) context.report({ node, message: `${reason}. See test/tidy/layers.ts.` });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      TSImportType: check,
    };
  },
};

function whyNot(context: RuleContext, specifier: string): string | undefined {
  const from = pathOf(context);
  if (specifier.startsWith('.')) {
    return whyNotImport(from, posix.normalize(posix.join(posix.dirname(from), specifier)));
  }
  return whyNotPackage(from, builtinModules.includes(specifier) ? `node:${specifier}` : specifier);
}
