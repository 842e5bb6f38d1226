/** A name for the state of the source, so that building and packaging are done once for each. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from './repository.ts';

/** What the bundles are made of. */
export const buildInputs = [
  'electron',
  'renderer',
  'shared',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
] as const;

/** What the package is made of, beside the bundles. */
export const packageInputs = [...buildInputs, 'electron-builder.yml', 'LICENSE'] as const;

function filesUnder(path: string): string[] {
  const full = join(rootFolder, path);
  const found = statSync(full, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(full)
    .toSorted()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

/** The SHA-256 over the names and contents of files and folders of the repository, and over `extra`. */
export function hashSources(paths: readonly string[], extra = ''): string {
  const hash = createHash('sha256').update(extra);
  for (const path of paths.flatMap(filesUnder)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(rootFolder, path)));
  }
  return hash.digest('hex');
}
