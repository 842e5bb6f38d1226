import { extractAll } from '@electron/asar';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';

// The untouched functions: node:fs itself is changed to read through archives.
const { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } = fs;

const COPIES_KEPT = 8;
const COPY_UNUSED_AFTER_MS = 3_600_000;

const extracted = new Map<string, string>();

/** Forgets old copies: all but the newest few, and none that a running app may still read. */
function prune(cache: string): void {
  const copies = readdirSync(cache)
    .map((name) => ({ folder: join(cache, name), madeMs: statSync(join(cache, name)).mtimeMs }))
    .toSorted((a, b) => b.madeMs - a.madeMs);
  for (const { folder, madeMs } of copies.slice(COPIES_KEPT)) {
    if (Date.now() - madeMs > COPY_UNUSED_AFTER_MS) rmSync(folder, { recursive: true, force: true });
  }
}

function extract(archive: string): string {
  const hash = createHash('sha256').update(readFileSync(archive)).digest('hex').slice(0, 32);
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'electron-standin-asar');
  const folder = join(cache, hash);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  prune(cache);
  const draft = `${folder}.${process.pid}`;
  extractAll(archive, draft);
  try {
    renameSync(draft, folder);
  } catch {
    // Another process was faster with the same archive: its copy is as good.
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The archive that a path leads into, and the path inside; undefined for all other paths. */
function splitAsarPath(path: string): { readonly archive: string; readonly inside: string } | undefined {
  if (!path.includes('.asar')) return undefined;
  const match = /^(.*?\.asar)(?:\/(.*))?$/.exec(resolve(path));
  if (!match?.[1] || !statSync(match[1], { throwIfNoEntry: false })?.isFile()) return undefined;
  return { archive: match[1], inside: match[2] ?? '' };
}

/**
 * The real path for a path that may lead into an asar archive: the unpacked file beside the archive, or the file in a copy of the
 * archive extracted once per content. Other paths come back unchanged.
 */
export function realPathOf(path: string): string {
  const parts = splitAsarPath(path);
  if (!parts) return path;
  const unpacked = join(`${parts.archive}.unpacked`, parts.inside);
  if (parts.inside !== '' && statSync(unpacked, { throwIfNoEntry: false })?.isFile()) return unpacked;
  const folder = extracted.get(parts.archive) ?? extract(parts.archive);
  extracted.set(parts.archive, folder);
  return join(folder, parts.inside);
}

/** The archive's path for a real path in an extracted copy (the inverse of `realPathOf`). */
export function asarPathOf(path: string): string {
  for (const [archive, folder] of extracted) {
    if (path === folder || path.startsWith(folder + sep)) return archive + path.slice(folder.length);
    const unpacked = `${archive}.unpacked`;
    if (path.startsWith(unpacked + sep)) return archive + path.slice(unpacked.length);
  }
  return path;
}

/** Is this the archive file itself, which a path may also name as a folder? */
export function isArchive(path: string): boolean {
  return splitAsarPath(path)?.inside === '' && dirname(path) !== path;
}
