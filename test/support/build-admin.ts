/** Builds the admin page of central when its sources have changed. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { rootFolder } from './repository.ts';
import { hashSources } from './source-hash.ts';

/** Where central finds its page. */
export const adminFolder = join(rootFolder, 'central', 'admin', 'dist');

/** The page's own sources; what was built lies among them. */
const sources = readdirSync(join(rootFolder, 'central', 'admin'))
  .filter((name) => /\.(?:tsx?|css|html)$/.test(name))
  .map((name) => `central/admin/${name}`);

/** Makes sure that the page is built from the present sources. Throws when the build fails. */
export async function buildAdmin(): Promise<void> {
  const stamp = join(adminFolder, 'built-from.txt');
  const hash = hashSources([...sources, 'renderer/ui', 'shared', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await build({
    configFile: false,
    root: join(rootFolder, 'central', 'admin'),
    base: '/admin/',
    logLevel: 'warn',
    plugins: [react()],
    build: {
      outDir: adminFolder,
      emptyOutDir: true,
      sourcemap: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1000,
    },
  });
  mkdirSync(adminFolder, { recursive: true });
  writeFileSync(stamp, hash);
}
