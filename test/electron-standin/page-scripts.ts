import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { Script } from 'node:vm';
import type { PreloadFacts } from './page/isolated-world.ts';

/** The isolated world's name, as Electron names it in developer tools. */
export const isolatedWorldName = 'Electron Isolated Context';
/** The binding by which the isolated world speaks to main. */
export const bindingName = 'electronStandInPost';
/** The name under which the isolated world keeps the function that takes main's messages. */
export const receiverName = 'electronStandInReceive';

function sourceOf(file: string): string {
  const text = readFileSync(new URL(file, import.meta.url), 'utf8');
  return stripTypeScriptTypes(text)
    .replace(/^import .*;$/gm, '')
    .replace(/^export /gm, '');
}

let codec: string | undefined;

/** The codec as text, for pages. */
export function codecSource(): string {
  codec ??= sourceOf('./codec.ts');
  return codec;
}

/** The script that prepares the page's own world; `secret` joins it to the isolated one. */
export function mainWorldScript(secret: string): string {
  return `(() => {\n${sourceOf('./page/bridge.ts')}\n${sourceOf('./page/main-world.ts')}
startMainWorld(makePeer(${JSON.stringify(secret)}, 'main'));\n})();`;
}

/** The preload as the text of a function; a file that cannot be read or parsed becomes one that throws when the page loads. */
function preloadFunction(path: string): string {
  const wrap = (body: string): string =>
    `(function (require, module, exports, process, global, __filename) {${body}\n})`;
  try {
    const text = wrap(readFileSync(path, 'utf8'));
    new Script(text, { filename: path });
    return text;
  } catch (error) {
    return wrap(`throw new Error(${JSON.stringify(String(error))});`);
  }
}

/** The script that prepares the isolated world and runs the preload in it. */
export function isolatedWorldScript(secret: string, facts: PreloadFacts): string {
  const body = facts.preloadPath === null ? 'null' : preloadFunction(facts.preloadPath);
  return `(() => {\n${codecSource()}\n${sourceOf('./page/bridge.ts')}\n${sourceOf('./page/isolated-world.ts')}
const binding = globalThis[${JSON.stringify(bindingName)}];
globalThis[${JSON.stringify(receiverName)}] = startIsolatedWorld(makePeer(${JSON.stringify(secret)}, 'isolated'), binding, ${JSON.stringify(facts)}, ${body});\n})();`;
}
