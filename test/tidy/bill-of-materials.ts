/**
 * The list of parts of the app that is handed on (an SBOM), in the CycloneDX 1.6 JSON format, from the lock file alone.
 * npm's own `npm sbom --omit dev` leaves out a package that a development tool needs as well (zod here), so it is not used.
 */
import type { LockedPackage } from './licences.ts';

interface Component {
  readonly type: 'library';
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  /** The package's address: github.com/package-url, type npm. */
  readonly purl: string;
  readonly licenses: ReadonlyArray<{ readonly expression: string }>;
  readonly hashes: ReadonlyArray<{ readonly alg: string; readonly content: string }>;
}

export interface BillOfMaterials {
  readonly bomFormat: 'CycloneDX';
  readonly specVersion: '1.6';
  readonly version: 1;
  readonly metadata: { readonly component: { type: 'application'; name: string; version: string } };
  readonly components: readonly Component[];
}

/**
 * The document for an app and the packages of its lock file; the same input gives the same document, byte for byte.
 */
export function billOfMaterials(
  app: { readonly name: string; readonly version: string },
  packages: readonly LockedPackage[],
): BillOfMaterials {
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: { type: 'application', name: app.name, version: app.version } },
    components: packages.filter((found) => found.shipped).map(componentOf),
  };
}

function componentOf(found: LockedPackage): Component {
  const slash = found.name.indexOf('/');
  const purl = `pkg:npm/${found.name.replace('@', '%40')}@${found.version}`;
  return {
    type: 'library',
    'bom-ref': purl,
    ...(slash === -1 ? {} : { group: found.name.slice(0, slash) }),
    name: found.name.slice(slash + 1),
    version: found.version,
    purl,
    licenses: found.licence === undefined ? [] : [{ expression: found.licence }],
    hashes: hashesOf(found.integrity),
  };
}

function hashesOf(integrity: string | undefined): Component['hashes'] {
  const base64 = integrity?.startsWith('sha512-') === true ? integrity.slice('sha512-'.length) : undefined;
  if (base64 === undefined) return [];
  return [{ alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') }];
}
