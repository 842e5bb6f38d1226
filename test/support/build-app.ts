/** Builds the app's bundles when their sources have changed. */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'electron-vite';
import { rootFolder } from './repository.ts';
import { buildInputs, hashSources } from './source-hash.ts';

const stamp = join(rootFolder, 'out', 'built-from.txt');

/**
 * Makes sure that out/ holds the bundles of the present sources.
 * @param say receives one line for people about what is done
 * @throws when the build fails
 */
export async function buildApp(say: (line: string) => void): Promise<void> {
  const hash = hashSources(buildInputs);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) {
    say('the bundles are up to date');
    return;
  }
  say('building the bundles');
  rmSync(join(rootFolder, 'out'), { recursive: true, force: true });
  await build({ root: rootFolder, logLevel: 'warn' });
  writeFileSync(stamp, hash);
}

/** Forgets that out/ is up to date, before something else writes there. */
export function forgetBuild(): void {
  rmSync(stamp, { force: true });
}
