import { extname, isAbsolute, join, relative, sep } from 'node:path';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** The types of all that the build puts into the bundle; what is not here is not served. */
const mimeTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.wav': 'audio/wav',
};

export interface BundleFile {
  readonly path: string;
  readonly mimeType: string;
}

export interface BundleFileError {
  readonly code: 'bad-path' | 'outside' | 'unknown-type';
}

/** Undoes the percent-encoding once; null where it is broken. */
function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}

/**
 * Finds the file behind a URL's path, inside `root` after decoding and normalising, and its type by extension.
 * Refuses a broken encoding, a NUL, a backslash (a separator on Windows), anything outside and any type the build does not make.
 */
export function findBundleFile(root: string, pathname: string): Result<BundleFile, BundleFileError> {
  const decoded = decodePath(pathname);
  if (decoded === null || decoded.includes('\0') || decoded.includes('\\')) return err({ code: 'bad-path' });
  const path = join(root, decoded);
  const inside = relative(root, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    return err({ code: 'outside' });
  }
  const extension = extname(path).toLowerCase();
  const mimeType = Object.hasOwn(mimeTypes, extension) ? mimeTypes[extension] : undefined;
  return mimeType === undefined ? err({ code: 'unknown-type' }) : ok({ path, mimeType });
}
