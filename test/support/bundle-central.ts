/** Makes one file of central, for a machine that has Node and nothing else (docs/operations.md). */
import { join } from 'node:path';
import { build } from 'vite';
import { rootFolder } from './repository.ts';

/** Where the program lies after it: `main.js`, beside the page that it serves. */
export const bundleFolder = join(rootFolder, 'central', 'dist');

/**
 * Bundles central with all that it needs but the embedded database, which a server with a PostgreSQL does without.
 * @throws when the bundler fails
 */
export async function bundleCentral(): Promise<void> {
  await build({
    configFile: false,
    root: rootFolder,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pg-native'] },
    build: {
      ssr: join(rootFolder, 'central', 'main.ts'),
      outDir: bundleFolder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
    },
  });
}
