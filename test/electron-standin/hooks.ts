/** Loaded before everything else, in the main thread and in every worker: the `electron` module, and modules inside asar archives. */
import { readFileSync } from 'node:fs';
import Module, { registerHooks } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { asarPathOf, realPathOf } from './asar.ts';
import { readThroughArchives } from './asar-files.ts';

const electronNames = new Set(['electron', 'electron/main', 'electron/common']);

function realUrl(url: string): string {
  if (!url.startsWith('file:') || !url.includes('.asar')) return url;
  const bare = url.replace(/[?#].*$/s, '');
  return pathToFileURL(realPathOf(fileURLToPath(bare))).href + url.slice(bare.length);
}

function asarUrl(url: string): string {
  if (!url.startsWith('file:')) return url;
  const bare = url.replace(/[?#].*$/s, '');
  const path = fileURLToPath(bare);
  const archived = asarPathOf(path);
  return archived === path ? url : pathToFileURL(archived).href + url.slice(bare.length);
}

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (electronNames.has(specifier)) {
      const file = context.conditions.includes('import')
        ? './electron-exports.mts'
        : './electron-exports.cts';
      return { url: new URL(file, import.meta.url).href, shortCircuit: true };
    }
    const wanted = specifier.startsWith('file:')
      ? realUrl(specifier)
      : specifier.startsWith('/')
        ? realPathOf(specifier)
        : specifier;
    const { parentURL } = context;
    const result = nextResolve(
      wanted,
      parentURL === undefined ? context : { ...context, parentURL: realUrl(parentURL) },
    );
    return { ...result, url: asarUrl(result.url) };
  },
  load(url, context, nextLoad) {
    const real = realUrl(url);
    if (real === url) return nextLoad(url, context);
    const result = nextLoad(real, context);
    if (result.format === 'addon' || result.format === 'builtin') return result;
    return { ...result, source: result.source ?? readFileSync(fileURLToPath(real)), shortCircuit: true };
  },
});

/**
 * A CommonJS module that an ES module imports is looked up a second time without hooks, so Node's own look-up is told of archives too.
 */
function resolveThroughArchives(): void {
  const resolve: unknown = Reflect.get(Module, '_resolveFilename');
  if (typeof resolve !== 'function') {
    throw new Error('electron stand-in: this Node has no Module._resolveFilename');
  }
  const throughArchives = (
    request: string,
    parent: NodeJS.Module | null | undefined,
    ...rest: unknown[]
  ): string => {
    const wanted = request.startsWith('/') ? realPathOf(request) : request;
    const asking = parent?.filename?.includes('.asar') ? realParent(parent) : parent;
    const found: unknown = Reflect.apply(resolve, Module, [wanted, asking, ...rest]);
    return asarPathOf(String(found));
  };
  Reflect.set(Module, '_resolveFilename', throughArchives);
}

/** The asking module with the places where its files really are. */
function realParent(parent: NodeJS.Module): object {
  const places = { filename: realPathOf(parent.filename), paths: parent.paths.map(realPathOf) };
  return Object.setPrototypeOf(places, parent) as object;
}

resolveThroughArchives();
readThroughArchives();
