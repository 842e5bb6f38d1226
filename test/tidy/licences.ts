/** Which licences the packages of the lock file carry, and which of them we may hand on. */

export interface LockedPackage {
  /** Where npm puts it, relative to the root. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  /** The SPDX expression, or undefined when the package names none. */
  readonly licence: string | undefined;
  /** The hash that npm checks, as `sha512-…` in base64, or undefined for a link. */
  readonly integrity: string | undefined;
  /** Whether it is part of the app that is handed on; the others are used while building and testing. */
  readonly shipped: boolean;
}

/** Licences that ask for no more than a notice. OFL-1.1 is for fonts. */
const permissive = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  'CC0-1.0',
  'Unlicense',
  'BlueOak-1.0.0',
  'Python-2.0',
  'Zlib',
  'OFL-1.1',
  'WTFPL',
  'CC-BY-4.0',
]);

/** A family of packages used while building and testing under another licence, with the reason why that is fine. */
interface DevException {
  readonly family: RegExp;
  readonly licence: string;
  readonly reason: string;
}

/** All of them. */
export const devExceptions: readonly DevException[] = [
  {
    family: /^(?:axe-core|@axe-core\/playwright)$/,
    licence: 'MPL-2.0',
    reason: 'run unchanged in tests; nothing of it is handed on',
  },
  {
    family: /^lightningcss(?:-[\w-]+)?$/,
    licence: 'MPL-2.0',
    reason: 'shrinks the styles while building; nothing of it is handed on',
  },
];

/** Packages that only building needs, so npm calls them dev, but that are handed on inside the app. */
const shippedAnyway = new Set(['electron']);

/**
 * The packages of a lock file of version 3.
 * @throws when the text is not such a lock file
 */
export function lockedPackages(lockText: string): LockedPackage[] {
  const lock: unknown = JSON.parse(lockText);
  if (!isRecord(lock) || !isRecord(lock['packages'])) throw new Error('not a lock file of version 3');
  return Object.entries(lock['packages'])
    .filter(([path]) => path.includes('node_modules/'))
    .map(([path, entry]) => lockedPackage(path, isRecord(entry) ? entry : {}));
}

/** Whether a package under this SPDX expression may be handed on: with OR one part must be permissive, with AND all. */
export function isPermissive(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '').trim();
  if (/\bOR\b/.test(bare)) return bare.split(/\bOR\b/).some((part) => isPermissive(part));
  return bare.split(/\bAND\b/).every((part) => permissive.has(part.trim()));
}

function lockedPackage(path: string, entry: Readonly<Record<string, unknown>>): LockedPackage {
  const last = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
  const { version, license: licence, integrity, dev, devOptional } = entry;
  return {
    folder: path,
    name: last,
    version: typeof version === 'string' ? version : '',
    licence: typeof licence === 'string' ? licence : undefined,
    integrity: typeof integrity === 'string' ? integrity : undefined,
    shipped: shippedAnyway.has(last) || (dev !== true && devOptional !== true),
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
