/** Packages that only the bench needs: in test/bench/package.json, so that `npm ci` of the product stays small. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const benchFolder = join(import.meta.dirname, '..');
const miniSearchFile = join(benchFolder, 'node_modules', 'minisearch', 'dist', 'es', 'index.js');

/** The part of MiniSearch that the bench uses. */
export type MiniSearch = new (options: {
  readonly fields: readonly string[];
  readonly searchOptions: {
    readonly prefix: boolean;
    readonly fuzzy: (word: string) => number | false;
    readonly combineWith: 'AND';
  };
}) => {
  readonly addAll: (documents: readonly object[]) => void;
  readonly search: (text: string) => readonly object[];
};

/** Installs the peers where they are missing; false, with a sentence, where that can't be done, and then the tables have no peer from npm. */
export function ensurePeers(say: (line: string) => void): boolean {
  if (existsSync(miniSearchFile)) return true;
  say('installing the packages that only the bench needs (test/bench/package.json)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  spawnSync(npm, args, { cwd: benchFolder, stdio: 'ignore', shell: process.platform === 'win32' });
  if (existsSync(miniSearchFile)) return true;
  say('npm could not fetch them, perhaps for want of a network: the tables come without MiniSearch');
  return false;
}

/** Loads MiniSearch, which must be installed. */
export async function loadMiniSearch(): Promise<MiniSearch> {
  const loaded = (await import(pathToFileURL(miniSearchFile).href)) as { readonly default: MiniSearch };
  return loaded.default;
}
