/** Before the tests of central on PGlite: one migrated database is made, and each test file starts from a copy of it. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { TestProject } from 'vitest/node';
import { pgliteDb } from '../../../central/store/pglite-db.ts';
import { runMigrations } from '../../../central/store/run-migrations.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    pgliteTemplate: string;
  }
}

const folder = mkdtempSync(join(tmpdir(), 'galla-pglite-'));

/** Makes the template. */
export async function setup(project: TestProject): Promise<void> {
  const template = await PGlite.create();
  await runMigrations(pgliteDb(template), () => 0);
  const path = join(folder, 'template.tar');
  const dump = await template.dumpDataDir('none');
  writeFileSync(path, Buffer.from(await dump.arrayBuffer()));
  await template.close();
  project.provide('pgliteTemplate', path);
}

/** Removes it. */
export function teardown(): void {
  rmSync(folder, { recursive: true, force: true });
}
