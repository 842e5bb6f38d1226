import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Tills and the central together, on the embedded database. The same at a smaller size runs on PostgreSQL among central's own tests. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/sync/**/*.test.ts'],
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: false,
    allowOnly: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
    env: { GALLA_CENTRAL_DB: 'pglite' },
    globalSetup: ['test/support/central/pglite-setup.ts'],
  },
});
