/** The TypeScript projects of the house, derived from the table of layers. */
import { layerNamed, layers, packageHomes } from './layers.ts';
import type { Layer } from './layers.ts';

export interface ProjectFile {
  /** Relative to the root of the repository. */
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

const nodeModules = ['node_modules', '**/node_modules', '**/fixtures'];

/** Where `tsc` finds nothing instead of a package that the layer may not use. */
const wall = 'test/tidy/forbidden.d.ts';

/**
 * The project of one layer: what it includes, what it may refer to, and which packages are walled off.
 * @param built the layers that have files; there is nothing to refer to in the others
 */
export function projectOf(layer: Layer, built: readonly Layer[]): ProjectFile {
  const up = layer.folder
    .split('/')
    .map(() => '..')
    .join('/');
  const paths = Object.fromEntries(forbiddenPackages(layer).map((name) => [name, [`${up}/${wall}`]]));
  return {
    path: `${layer.folder}/${layer.tsconfig}`,
    content: {
      extends: `${up}/tsconfig.base.json`,
      compilerOptions: {
        ...optionsOf(layer),
        ...(Object.keys(paths).length > 0 ? { paths } : {}),
      },
      include: includesOf(layer, up),
      exclude: excludesOf(layer),
      references: layer.may
        .map((allowance) => layerNamed(allowance.layer))
        .filter((target) => built.includes(target))
        .map((target) => ({ path: `${up}/${target.folder}/${target.tsconfig}` })),
    },
  };
}

/** The solution file at the root: one reference for each project given. */
export function solutionOf(built: readonly Layer[]): ProjectFile {
  return {
    path: 'tsconfig.json',
    content: {
      files: [],
      references: built.map((layer) => ({ path: `./${layer.folder}/${layer.tsconfig}` })),
    },
  };
}

/** The packages that a layer may not import, of those that have a home. */
function forbiddenPackages(layer: Layer): string[] {
  if (layer.name === 'test') return [];
  return Object.entries(packageHomes)
    .filter(([, homes]) => !homes.includes(layer.name))
    .map(([name]) => name);
}

/** The layers that tsc lets a layer reach: its references, and theirs, and so on. */
export function reachable(layer: Layer): Set<string> {
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const allowance of layerNamed(name).may) visit(allowance.layer);
  };
  for (const allowance of layer.may) visit(allowance.layer);
  return seen;
}

/**
 * End-to-end tests hand functions to the page, so they need its types beside those of Node. Nothing imports test, so
 * nobody needs its declarations.
 */
const testOptions = {
  lib: ['ES2024', 'DOM', 'DOM.Iterable'],
  jsx: 'react-jsx',
  composite: false,
  declaration: false,
  emitDeclarationOnly: false,
  noEmit: true,
  incremental: true,
};

function optionsOf(layer: Layer): Record<string, unknown> {
  if (layer.name === 'test') return testOptions;
  if (layer.runtime === 'node') return {};
  if (layer.runtime === 'pure') return { types: [] };
  return {
    lib: ['ES2024', 'DOM', 'DOM.Iterable'],
    types: ['vite/client'],
    jsx: 'react-jsx',
    module: 'ESNext',
    moduleResolution: 'Bundler',
  };
}

function includesOf(layer: Layer, up: string): string[] {
  if (layer.file !== undefined) return [layer.file];
  if (layer.name === 'test')
    return ['**/*.ts', '**/*.tsx', '**/*.mts', '**/*.cts', `${up}/*.config.ts`, `${up}/package.json`];
  return layer.runtime === 'dom' ? ['**/*.ts', '**/*.tsx', '**/*.json'] : ['**/*.ts'];
}

function excludesOf(layer: Layer): string[] {
  if (layer.runtime === 'dom') return [...nodeModules, 'tsconfig.json'];
  if (layer.name === 'central') return [...nodeModules, 'admin'];
  return nodeModules;
}

/** The layers of a repository that have at least one file of their own, given its files relative to its root. */
export function layersWithin(
  files: readonly string[],
  ownerOf: (path: string) => Layer | undefined,
): Layer[] {
  const owners = new Set(
    files.filter((path) => /\.[cm]?tsx?$/.test(path)).map((path) => ownerOf(path)?.name),
  );
  return layers.filter((layer) => owners.has(layer.name));
}
