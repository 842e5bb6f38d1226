import { execFileSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where a stand-in lies: the folder takes the place of electron/dist, the executable that of electron/dist/electron. */
export interface StandIn {
  readonly distPath: string;
  readonly executablePath: string;
}

const here = dirname(fileURLToPath(import.meta.url));
const projectRoot = join(here, '..', '..');
const require = createRequire(import.meta.url);

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function findChromium(): string {
  const named = process.env['ELECTRON_STANDIN_CHROMIUM'];
  if (named !== undefined) {
    if (isExecutable(named)) return named;
    throw new Error(`electron stand-in: ELECTRON_STANDIN_CHROMIUM names ${named}, which cannot be executed`);
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin'].filter(Boolean);
  const found = folders
    .flatMap((folder) => [join(folder, 'chromium'), join(folder, 'chromium-browser')])
    .find(isExecutable);
  if (found) return found;
  throw new Error(
    'electron stand-in: there is no Chromium here. On Debian: apt-get install chromium (or set ELECTRON_STANDIN_CHROMIUM)',
  );
}

function chromeVersion(chromiumPath: string): string {
  const text = execFileSync(chromiumPath, ['--version'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const version = /\d+\.\d+\.\d+\.\d+/.exec(text)?.[0];
  if (!version) throw new Error(`electron stand-in: ${chromiumPath} does not say its version`);
  return version;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * The fuse wire as in Electron's executable, with the values of a release build, so that fuse tools can read and flip it. The launcher
 * heeds two of them: RunAsNode (the first) and EnableNodeCliInspectArguments (the fourth).
 */
const fuseWire = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX${String.fromCharCode(1, 8)}10110001`;

function launcherText(nodePath: string, facts: Record<string, string>): string {
  return `#!/bin/sh
# Development only: runs an Electron app on Node and Chromium. Not Electron; not for shipping.
self=$(readlink -f "$0")
fuses=$(tail -c 9 "$self")
node=${quote(nodePath)}
if [ -n "$ELECTRON_RUN_AS_NODE" ] && [ "\${fuses%???????}" != 0 ]; then exec "$node" "$@"; fi
inspect=
for argument in "$@"; do
  case "$argument" in
    --inspect|--inspect=*|--inspect-brk|--inspect-brk=*) inspect="$inspect $argument" ;;
  esac
done
case "$fuses" in ???0*) inspect= ;; esac
export ELECTRON_STANDIN_FACTS=${quote(JSON.stringify(facts))}
export ELECTRON_STANDIN_EXECUTABLE="$self"
exec "$node" $inspect --disable-warning=ExperimentalWarning --unhandled-rejections=warn-with-error-code --import ${quote(`file://${join(here, 'hooks.ts')}`)} ${quote(join(here, 'main.ts'))} "$@"
exit 1
# ${fuseWire}
`;
}

function writeAtomically(path: string, text: string, mode: number): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, 'latin1');
  chmodSync(draft, mode);
  renameSync(draft, path);
}

/**
 * Makes (or refreshes) a folder that can stand where Electron's dist folder stands: for ELECTRON_OVERRIDE_DIST_PATH, for Playwright's
 * executablePath, and as electronDist of electron-builder. Throws with a plain sentence when there is no Chromium or the wrong Node.
 */
export async function prepareStandIn(): Promise<StandIn> {
  const nodePath = join(projectRoot, 'node_modules', 'node', 'bin', 'node');
  if (!existsSync(nodePath)) throw new Error(`electron stand-in: ${nodePath} is missing. Run npm ci`);
  const chromiumPath = findChromium();
  const { version } = JSON.parse(readFileSync(require.resolve('electron/package.json'), 'utf8')) as {
    version: string;
  };
  // Several checkouts may share one node_modules folder: each has a dist folder of its own.
  const place = createHash('sha256').update(here).digest('hex').slice(0, 12);
  const distPath = join(projectRoot, 'node_modules', '.cache', 'electron-standin', place, 'dist');
  const executablePath = join(distPath, 'electron');
  mkdirSync(join(distPath, 'locales'), { recursive: true });
  mkdirSync(join(distPath, 'resources'), { recursive: true });
  const facts = {
    nodePath,
    chromiumPath,
    chromeVersion: chromeVersion(chromiumPath),
    electronVersion: version,
  };
  writeAtomically(executablePath, launcherText(nodePath, facts), 0o755);
  writeAtomically(join(distPath, 'version'), version, 0o644);
  writeAtomically(
    join(distPath, 'LICENSE'),
    'This folder holds a development stand-in for Electron, made by the project itself. It is not Electron.\n',
    0o644,
  );
  for (const locale of ['en-US', 'hi'])
    writeAtomically(join(distPath, 'locales', `${locale}.pak`), '', 0o644);
  rmSync(join(distPath, 'resources', 'default_app.asar'), { force: true });
  return { distPath, executablePath };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { distPath } = await prepareStandIn();
  process.stdout.write(`${distPath}\n`);
}
