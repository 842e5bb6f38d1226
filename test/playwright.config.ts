import { resolve } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The packaged app in its window: one at a time, since a till is one process on one data folder. No second chances: a test that fails once has failed. */
export default defineConfig({
  testDir: import.meta.dirname,
  // Else Playwright takes the walls between folders, which their tsconfig.json files put up as paths, for its own.
  tsconfig: resolve(import.meta.dirname, '../tsconfig.base.json'),
  testMatch: ['e2e/**/*.spec.ts', 'security/**/*.spec.ts'],
  outputDir: resolve(import.meta.dirname, '../test-results/playwright'),
  fullyParallel: false,
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: { trace: 'off', video: 'off' },
});
