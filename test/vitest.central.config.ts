import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const common = {
  include: ['test/central/**/*.test.ts'] as string[],
  pool: 'forks' as const,
  testTimeout: 60_000,
  hookTimeout: 60_000,
  allowOnly: false,
  expect: { requireAssertions: true },
};

/** The tests of the central API, all of them twice: on the embedded PGlite and on a PostgreSQL server of their own. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    maxWorkers: 2,
    passWithNoTests: false,
    projects: [
      {
        test: {
          ...common,
          name: 'pglite',
          // The page in a browser is the same on both; what it asks is tested on both by admin-calls.
          exclude: ['**/admin-page.test.ts'],
          env: { GALLA_CENTRAL_DB: 'pglite' },
          globalSetup: ['test/support/central/pglite-setup.ts'],
        },
      },
      {
        test: {
          ...common,
          name: 'postgres',
          env: { GALLA_CENTRAL_DB: 'postgres' },
          globalSetup: ['test/support/central/postgres-setup.ts'],
        },
      },
    ],
  },
});
