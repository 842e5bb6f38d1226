/** A copy of the house without its furniture: the same walls, and in each layer only files that import something. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { readRepositoryFile, rootFolder } from '../support/repository.ts';
import { layers, layerOf, packageHomes } from './layers.ts';
import type { Layer } from './layers.ts';
import { projectOf, reachable, solutionOf } from './tsconfigs.ts';

/** One import planted in one file, alone on its line. */
export interface Planted {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly from: Layer;
  /** What is imported: a file relative to the root, or a package. */
  readonly target: string;
  readonly isPackage: boolean;
}

/** Where a tool saw something wrong, as `file:line`. */
export type Places = ReadonlySet<string>;

export interface PlantedHouse {
  readonly folder: string;
  readonly planted: readonly Planted[];
  remove(): void;
}

/** Parts of layers that the table tells apart. */
const targetFolders: Readonly<Record<string, readonly string[]>> = {
  shared: ['contract/target.ts', 'domain/target.ts'],
  renderer: ['ui/target.ts', 'counter/target.ts'],
};

/** Who imports in a copy: all layers that are folders, or one entry file alone, so that a finding names the line that caused it. */
export type Importers = 'folders' | 'preload' | 'compose' | 'main';

/**
 * Builds the copy in a temporary folder; each importing layer imports files of every other layer and every package.
 */
export function plantHouse(importers: Importers): PlantedHouse {
  const folder = mkdtempSync(join(tmpdir(), 'galla-walls-'));
  copyWalls(folder);
  for (const target of layers.flatMap(targetsOf)) write(folder, target, 'export const value = 1;\n');
  for (const [file, global] of strangers) write(folder, file, `export const stranger = ${global};\n`);
  const importing = layers.filter((layer) =>
    importers === 'folders' ? layer.file === undefined : layer.name === importers,
  );
  const planted = importing.flatMap((layer) => plant(folder, layer));
  return { folder, planted, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Files of the copy that use what their layer's runtime does not have: shared has neither Node nor a window. */
export const strangers: ReadonlyArray<readonly [file: string, global: string]> = [
  ['shared/domain/node-global.ts', 'process.pid'],
  ['shared/domain/node-type.ts', 'undefined as Buffer | undefined'],
  ['shared/domain/window-global.ts', 'document.title'],
  ['shared/domain/timer.ts', 'setTimeout(() => 0, 1)'],
  ['renderer/ui/node-global.ts', 'process.pid'],
  ['electron/store/window-global.ts', 'document.title'],
  ['electron/sales/window-global.ts', 'window.location'],
];

/** Where `tsc -b` complains in the copy. */
export function placesFoundByTsc(folder: string): Places {
  const run = spawnSync('tsc', ['-b', '--pretty', 'false'], { cwd: folder, encoding: 'utf8' });
  const found = [...run.stdout.matchAll(/^(\S+?)\((\d+),\d+\): error/gm)].map(
    (match) => `${match[1]}:${match[2]}`,
  );
  if (run.status === 0 && found.length === 0) return new Set();
  if (run.status === 0 || found.length === 0)
    throw new Error(`tsc ended with ${String(run.status)}: ${run.stdout}`);
  return new Set(found);
}

/** Where the linter's walls rule complains in the copy. */
export function placesFoundByLint(folder: string): Places {
  const run = spawnSync('oxlint', ['--format', 'unix', 'shared', 'renderer', 'electron', 'central'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const found = [...run.stdout.matchAll(/^(\S+?):(\d+):\d+: .*may (?:not )?import/gm)];
  if ((run.status === 0) !== (found.length === 0))
    throw new Error(`oxlint ended with ${String(run.status)}: ${run.stdout}`);
  return new Set(found.map((match) => `${match[1]}:${match[2]}`));
}

/**
 * Whether tsc can refuse this import. It can't where a layer's references lead to the target by way of another layer,
 * nor can it keep Node's modules from the preload script, because Electron's own types bring them along.
 */
export function isVisibleToTsc(planted: Planted): boolean {
  if (planted.isPackage) return planted.from.name !== 'preload' || !planted.target.startsWith('node:');
  const target = layerOf(planted.target);
  return target === undefined || !reachable(planted.from).has(target.name);
}

function copyWalls(folder: string): void {
  for (const project of [...layers.map((layer) => projectOf(layer, layers)), solutionOf(layers)]) {
    write(folder, project.path, JSON.stringify(project.content));
  }
  const base = readRepositoryFile('tsconfig.base.json').replace('./node_modules/.cache/tsc', './types-out');
  write(folder, 'tsconfig.base.json', base);
  write(folder, '.oxlintrc.json', JSON.stringify(wallsRuleOnly()));
  write(folder, 'package.json', '{"type":"module"}');
  cpSync(join(rootFolder, 'test/tidy'), join(folder, 'test/tidy'), {
    recursive: true,
    filter: (path) => !path.endsWith('.test.ts') && !path.endsWith('planted-house.ts'),
  });
  cpSync(join(rootFolder, 'test/support/repository.ts'), join(folder, 'test/support/repository.ts'));
  symlinkSync(join(rootFolder, 'node_modules'), join(folder, 'node_modules'));
}

/** The linter's configuration as it is, without the rules that have nothing to say here. */
function wallsRuleOnly(): Record<string, unknown> {
  const lint: unknown = JSON.parse(readRepositoryFile('.oxlintrc.json'));
  if (typeof lint !== 'object' || lint === null) throw new Error('.oxlintrc.json holds no object');
  const { jsPlugins, rules, overrides } = { jsPlugins: [], rules: {}, overrides: [], ...lint };
  const only = Object.entries(rules).filter(([name]) => name === 'galla/walls');
  const exceptions = JSON.stringify(overrides).includes('galla/walls') ? overrides : [];
  const categories = { correctness: 'off' };
  return { jsPlugins, categories, rules: Object.fromEntries(only), overrides: exceptions };
}

function targetsOf(layer: Layer): string[] {
  if (layer.file !== undefined) return [`${layer.folder}/${layer.file}`];
  const names = targetFolders[layer.name] ?? ['index.ts', 'target.ts'];
  return names.map((name) => `${layer.folder}/${name}`);
}

function plant(folder: string, from: Layer): Planted[] {
  const file = `${from.folder}/${from.file ?? 'planted.ts'}`;
  const files = layers.filter((layer) => layer !== from).flatMap(targetsOf);
  const packages = [...Object.keys(packageHomes), 'node:fs'].filter(isInstalled);
  const planted = [...files, ...packages].map((target, position) => ({
    file,
    line: position + 1,
    from,
    target,
    isPackage: !target.includes('.ts'),
  }));
  write(folder, file, planted.map(importLine).join(''));
  return planted;
}

function importLine(planted: Planted): string {
  const specifier = planted.isPackage ? planted.target : posix.relative(planted.from.folder, planted.target);
  const relative = planted.isPackage || specifier.startsWith('.') ? specifier : `./${specifier}`;
  const name = `part${planted.line}`;
  return `import * as ${name} from '${relative}'; export type Of${name} = typeof ${name};\n`;
}

function isInstalled(name: string): boolean {
  return name.startsWith('node:') || existsSync(join(rootFolder, 'node_modules', name));
}

function write(folder: string, path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
