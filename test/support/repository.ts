/** What belongs to the repository: tracked files, and new ones that git does not ignore. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The root of the repository, absolute. */
export const rootFolder = resolve(import.meta.dirname, '../..');

/** Folders that hold what tools make; used where there is no git to ask, such as in a source archive. */
const madeByTools = new Set(['node_modules', 'out', 'dist', 'test-results', '.git', '.cache']);

/** All files of the repository that exist, relative to its root, with forward slashes, sorted. */
export function repositoryFiles(): string[] {
  const listed = listedByGit() ?? walk('');
  return listed.filter((path) => existsSync(join(rootFolder, path))).toSorted();
}

/** The text of a file of the repository. */
export function readRepositoryFile(path: string): string {
  return readFileSync(join(rootFolder, path), 'utf8');
}

/** What git lists, or undefined where there is no git or no history. A checkout may belong to another user than the one who tests it. */
function listedByGit(): string[] | undefined {
  if (!existsSync(join(rootFolder, '.git'))) return undefined;
  const args = [
    '-c',
    `safe.directory=${rootFolder}`,
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ];
  const run = spawnSync('git', args, { cwd: rootFolder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (run.status !== 0) return undefined;
  return [...new Set(run.stdout.split('\0').filter((path) => path !== ''))];
}

function walk(folder: string): string[] {
  return readdirSync(join(rootFolder, folder), { withFileTypes: true }).flatMap((found) => {
    const path = folder === '' ? found.name : `${folder}/${found.name}`;
    if (found.isDirectory()) return madeByTools.has(found.name) ? [] : walk(path);
    return [path];
  });
}
