import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Everything that needs no window: `*.test.ts` anywhere under test/. Windows are driven by `*.spec.ts`, see playwright.config.ts. */
export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['**/node_modules/**', 'test/e2e/**'],
    pool: 'forks',
    maxWorkers: 2,
    passWithNoTests: false,
    allowOnly: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
