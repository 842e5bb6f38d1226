/**
 * The walls of the house, in one table: which folder may import which, and where each package may be used.
 * Everything that guards the walls is derived from it: the tsconfig.json of every folder, the lint rule in
 * lint-plugin.ts, and the test that plants every forbidden import and sees both of them refuse it.
 */

/** What the code of a layer may rely on: the language alone, Node, or a browser window. */
export type Runtime = 'pure' | 'node' | 'dom';

/** One thing that a layer may import: a whole other layer, or only the part of it that starts with `only`. */
export interface Allowance {
  readonly layer: string;
  /** A folder or a file inside the layer, relative to the layer's folder. Absent: all of it. */
  readonly only?: string;
}

export interface Layer {
  readonly name: string;
  /** The folder, relative to the root of the repository, with forward slashes. */
  readonly folder: string;
  /** The single file of the folder that makes up this layer, where the folder is shared by several layers. */
  readonly file?: string;
  /** The name of the TypeScript project in the folder. */
  readonly tsconfig: string;
  readonly runtime: Runtime;
  readonly may: readonly Allowance[];
}

/** The capabilities in the order of DESIGN: each may use the index.ts of those named before it. */
const capabilityNames = [
  'settings',
  'people',
  'catalogue',
  'payments',
  'shifts',
  'sales',
  'receipts',
  'reports',
  'backup',
  'sync',
] as const;

const all = (...layers: string[]): Allowance[] => layers.map((layer) => ({ layer }));
const index = (...layers: string[]): Allowance[] => layers.map((layer) => ({ layer, only: 'index.ts' }));

const electron = (name: string, may: readonly Allowance[]): Layer => ({
  name,
  folder: `electron/${name}`,
  tsconfig: 'tsconfig.json',
  runtime: 'node',
  may,
});

const entry = (name: string, tsconfig: string, may: readonly Allowance[]): Layer => ({
  name,
  folder: 'electron',
  file: `${name}.ts`,
  tsconfig,
  runtime: 'node',
  may,
});

const beneath = ['store', 'gateway', 'platform', 'shared'] as const;
const composeParts = [...beneath, ...capabilityNames, 'training', 'workers'] as const;

const capabilities = capabilityNames.map((name, position) =>
  electron(name, [...all(...beneath), ...index(...capabilityNames.slice(0, position))]),
);

const central: readonly Layer[] = [
  { name: 'central', folder: 'central', tsconfig: 'tsconfig.json', runtime: 'node', may: all('shared') },
  {
    name: 'central/admin',
    folder: 'central/admin',
    tsconfig: 'tsconfig.json',
    runtime: 'dom',
    may: [{ layer: 'shared' }, { layer: 'renderer', only: 'ui' }],
  },
];

const appLayers: readonly Layer[] = [
  { name: 'shared', folder: 'shared', tsconfig: 'tsconfig.json', runtime: 'pure', may: [] },
  { name: 'renderer', folder: 'renderer', tsconfig: 'tsconfig.json', runtime: 'dom', may: all('shared') },
  electron('platform', all('shared')),
  electron('store', all('platform', 'shared')),
  electron('gateway', all('platform', 'shared')),
  ...capabilities,
  electron('training', [...index('catalogue'), ...all('platform', 'shared')]),
  electron('workers', all(...capabilityNames, 'store', 'platform', 'shared')),
  entry('preload', 'tsconfig.preload.json', [{ layer: 'shared', only: 'contract' }]),
  // Compose is larger than one file: what it joins, it joins in electron/till, under the same rules.
  electron('till', all(...composeParts)),
  entry('compose', 'tsconfig.compose.json', all(...composeParts, 'till')),
  electron('ipc', all(...capabilityNames, 'shared')),
  electron('app', all('platform', 'shared')),
  electron('commands', all('compose', 'training', 'platform', 'shared')),
  entry('main', 'tsconfig.json', all('compose', 'app', 'ipc', 'platform', 'shared')),
  ...central,
];

/** Every layer, each after those that it may import. */
export const layers: readonly Layer[] = [
  ...appLayers,
  {
    name: 'test',
    folder: 'test',
    tsconfig: 'tsconfig.json',
    runtime: 'node',
    may: all(...appLayers.map((layer) => layer.name)),
  },
];

/**
 * Packages with a home: only the layers named may import them. A package that is not listed may be used by any
 * layer that runs on Node; `test` may use all of them.
 */
export const packageHomes: Readonly<Record<string, readonly string[]>> = {
  electron: ['main', 'app', 'ipc', 'preload'],
  zod: ['shared'],
  'better-sqlite3': ['store', 'platform'],
  undici: ['gateway', 'sync'],
  fastify: ['central', 'training'],
  pg: ['central'],
  react: ['renderer', 'central/admin'],
  'react-dom': ['renderer', 'central/admin'],
  'react-i18next': ['renderer', 'central/admin'],
  '@tanstack/react-virtual': ['renderer', 'central/admin'],
  zustand: ['renderer', 'central/admin'],
  'qrcode-generator': ['renderer'],
};

/** Packages without a home that layers not running on Node may use; anything else is refused there. */
export const packagesWithoutNode: Readonly<Record<string, readonly string[]>> = {
  shared: [],
  preload: [],
  renderer: ['i18next', 'uplot'],
  'central/admin': ['i18next', 'uplot'],
};

/**
 * The layer with this name.
 * @throws when the table has none: a mistake in the table or its caller.
 */
export function layerNamed(name: string): Layer {
  const found = layers.find((layer) => layer.name === name);
  if (found === undefined) throw new Error(`no layer is called ${name}`);
  return found;
}

/**
 * The layer that a file belongs to: the one with the longest folder around it.
 * @param path relative to the root of the repository, with forward slashes
 */
export function layerOf(path: string): Layer | undefined {
  const exact = layers.find((layer) => layer.file !== undefined && path === `${layer.folder}/${layer.file}`);
  if (exact !== undefined) return exact;
  return layers
    .filter((layer) => layer.file === undefined && path.startsWith(`${layer.folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/**
 * Why a file may not import another, or undefined when it may.
 * @param from the importing file, relative to the root
 * @param to the imported file, relative to the root
 */
export function whyNotImport(from: string, to: string): string | undefined {
  const source = layerOf(from);
  const target = layerOf(to);
  if (source === undefined || source.name === 'test' || source === target) return undefined;
  if (target === undefined) return `${source.name} may not import ${to}, which belongs to no layer`;
  const allowance = source.may.find((candidate) => candidate.layer === target.name);
  if (allowance === undefined) return `${source.name} may not import ${target.name} (${to})`;
  if (allowance.only === undefined) return undefined;
  const part = `${target.folder}/${allowance.only}`;
  if (to === part || to.startsWith(`${part}/`)) return undefined;
  return `${source.name} may import only ${allowance.only} of ${target.name}, not ${to}`;
}

/**
 * Why a file may not import a package or a module of Node, or undefined when it may.
 * @param from the importing file, relative to the root
 * @param specifier the bare specifier as written, such as `node:fs` or `react-dom/client`
 */
export function whyNotPackage(from: string, specifier: string): string | undefined {
  const source = layerOf(from);
  if (source === undefined || source.name === 'test') return undefined;
  const outside = packagesWithoutNode[source.name];
  if (specifier.startsWith('node:')) {
    return outside === undefined
      ? undefined
      : `${source.name} may not import ${specifier}: it does not run on Node`;
  }
  const name = packageName(specifier);
  const homes = packageHomes[name];
  if (homes?.includes(source.name) === true) return undefined;
  if (homes !== undefined) return `${source.name} may not import ${name}: its home is ${homes.join(', ')}`;
  if (outside === undefined || outside.includes(name)) return undefined;
  return `${source.name} may not import ${name}: test/tidy/layers.ts lists what it may use`;
}

/** The package of a bare specifier: `@scope/name/part` gives `@scope/name`, `name/part` gives `name`. */
function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
