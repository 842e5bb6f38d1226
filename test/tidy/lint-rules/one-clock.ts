/** Time and chance are passed in: only the platform makes a clock or an id, so every rule of the shop can be replayed. */
import { layerOf } from '../layers.ts';
import { identifierName, part, pathOf } from './lint-types.ts';
import type { LintRule, SyntaxNode } from './lint-types.ts';

/** Layers that are given a clock and ids. The platform makes them; the renderer and the shell's edge may ask the machine. */
const free = new Set(['platform', 'app', 'main', 'preload', 'renderer', 'central/admin', 'test']);

/** The office's server is another program: it has one file of its own that makes them. */
const clockOfCentral = 'central/clock.ts';

const forbiddenCalls = new Map([
  ['Date', new Set(['now'])],
  ['Math', new Set(['random'])],
  ['performance', new Set(['now'])],
  ['crypto', new Set(['randomUUID'])],
]);

const advice = 'Take the clock or the ids as a parameter; only electron/platform makes them.';

export const oneClock: LintRule = {
  create(context) {
    const path = pathOf(context);
    const layer = layerOf(path);
    if (layer === undefined || free.has(layer.name) || path === clockOfCentral) return {};
    return {
      MemberExpression(node) {
        const owner = identifierName(part(node, 'object')) ?? '';
        const member = identifierName(part(node, 'property')) ?? '';
        if (forbiddenCalls.get(owner)?.has(member) === true) {
          context.report({ node, message: `${owner}.${member} is not allowed in ${layer.name}. ${advice}` });
        }
      },
      NewExpression(node) {
        if (isBareDate(node)) {
          context.report({
            node,
            message: `new Date() without a time is not allowed in ${layer.name}. ${advice}`,
          });
        }
      },
    };
  },
};

function isBareDate(node: SyntaxNode): boolean {
  const given = node['arguments'];
  return identifierName(part(node, 'callee')) === 'Date' && Array.isArray(given) && given.length === 0;
}
