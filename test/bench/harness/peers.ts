/** Packages that only the bench needs: in test/bench/package.json, so that `npm ci` of the product stays small. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const benchFolder = join(import.meta.dirname, '..');
const packages = join(benchFolder, 'node_modules');
const miniSearchFile = join(packages, 'minisearch', 'dist', 'es', 'index.js');
const requirePeer = createRequire(join(benchFolder, 'package.json'));

/** A package of test/bench/package.json. */
export type Peer =
  | 'minisearch'
  | 'typeorm'
  | 'pouchdb-node'
  | 'express-pouchdb'
  | 'credit-card-type'
  | 'card-validator';

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

const isThere = (peer: Peer): boolean => existsSync(join(packages, peer, 'package.json'));

/** Installs the peers where one is missing; false, with a sentence, where that can't be done, and then the tables come without it. */
export function ensurePeers(say: (line: string) => void, wanted: readonly Peer[] = ['minisearch']): boolean {
  if (wanted.every(isThere)) return true;
  say('installing the packages that only the bench needs (test/bench/package.json)');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts'];
  spawnSync(npm, args, { cwd: benchFolder, stdio: 'ignore', shell: process.platform === 'win32' });
  if (wanted.every(isThere)) return true;
  say(
    `npm could not fetch them, perhaps for want of a network: the tables come without ${wanted.join(', ')}`,
  );
  return false;
}

/** Loads MiniSearch, which must be installed. */
export async function loadMiniSearch(): Promise<MiniSearch> {
  const loaded = (await import(pathToFileURL(miniSearchFile).href)) as { readonly default: MiniSearch };
  return loaded.default;
}

type Columns = Readonly<Record<string, unknown>>;

/** The part of TypeORM's entity manager that the bench uses. */
export type TypeOrmManager = {
  readonly findOneBy: (table: string, where: Columns) => Promise<Columns | null>;
  readonly insert: (
    table: string,
    rows: Columns | readonly Columns[],
  ) => Promise<{ readonly identifiers: readonly Columns[] }>;
  readonly update: (table: string, where: Columns, set: Columns) => Promise<unknown>;
  readonly query: (sql: string, values: readonly unknown[]) => Promise<unknown>;
};

type TypeOrm = {
  readonly EntitySchema: new (entity: object) => object;
  readonly DataSource: new (options: object) => {
    readonly initialize: () => Promise<{
      readonly transaction: (work: (manager: TypeOrmManager) => Promise<void>) => Promise<void>;
      readonly destroy: () => Promise<void>;
    }>;
  };
};

/** Loads TypeORM, which must be installed. */
export function loadTypeOrm(): TypeOrm {
  return requirePeer('typeorm') as TypeOrm;
}

/** The part of PouchDB that the bench uses. */
export type Pouch = {
  readonly put: (document: object) => Promise<unknown>;
  readonly bulkDocs: (documents: readonly object[]) => Promise<unknown>;
  readonly query: (
    view: string,
    options: Columns,
  ) => Promise<{ readonly rows: readonly { readonly id: string }[] }>;
  readonly allDocs: (options: Columns) => Promise<{ readonly rows: readonly { readonly id: string }[] }>;
  readonly info: () => Promise<{ readonly doc_count: number }>;
  readonly replicate: {
    readonly to: (
      url: string,
      options: Columns,
    ) => Promise<{
      readonly ok: boolean;
      readonly docs_written: number;
      readonly doc_write_failures: number;
    }>;
  };
  readonly close: () => Promise<void>;
};

type PouchClass = {
  new (path: string): Pouch;
  readonly defaults: (options: Columns) => PouchClass;
};

/** Loads PouchDB, which must be installed. */
export function loadPouch(): PouchClass {
  return requirePeer('pouchdb-node') as PouchClass;
}

/** Loads PouchDB's server, which must be installed: what answers the requests of an HTTP server. */
export function loadExpressPouch(): (pouch: PouchClass, options: Columns) => RequestListener {
  return requirePeer('express-pouchdb') as ReturnType<typeof loadExpressPouch>;
}
