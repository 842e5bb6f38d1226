/** Finds what the app runs on: Electron where it is installed or can be fetched, else the stand-in for development. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { prepareStandIn } from '../electron-standin/prepare.ts';
import { ensureMachine } from './machine.ts';
import { rootFolder } from './repository.ts';

export interface ElectronRuntime {
  readonly kind: 'electron' | 'stand-in';
  /** For every result that comes from it: `Electron 45.4.1`, or `stand-in for Electron 45.4.1`. */
  readonly label: string;
  readonly executable: string;
  /** The folder that electron-builder packs. */
  readonly dist: string;
}

const electronFolder = join(rootFolder, 'node_modules', 'electron');
const memory = join(rootFolder, 'node_modules', '.cache', 'galla', 'electron-download.json');

/** How long the release server may take to answer, how long a fetch may take, and when an unreachable server is tried again. */
const probeTimeoutMs = 4_000;
const fetchTimeoutMs = 10 * 60_000;
const retryAfterMs = 24 * 60 * 60_000;

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function wantedVersion(): string {
  const found = readJson(join(electronFolder, 'package.json'));
  if (
    typeof found === 'object' &&
    found !== null &&
    'version' in found &&
    typeof found.version === 'string'
  ) {
    return found.version;
  }
  throw new Error('node_modules/electron is missing: run npm ci');
}

/** The executable that GALLA_ELECTRON names: a file, or a dist folder that holds one. */
function namedRuntime(named: string): ElectronRuntime {
  const executable = existsSync(named) && statSync(named).isDirectory() ? join(named, 'electron') : named;
  if (!existsSync(executable)) throw new Error(`GALLA_ELECTRON names ${named}, where there is no Electron`);
  const dist = dirname(executable);
  const versionFile = join(dist, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim() : 'of GALLA_ELECTRON';
  return { kind: 'electron', label: `Electron ${version}`, executable, dist };
}

/** Electron as install-electron leaves it, if it is there and of the wanted version. */
function installedRuntime(version: string): ElectronRuntime | null {
  const dist = join(electronFolder, 'dist');
  const pathFile = join(electronFolder, 'path.txt');
  const versionFile = join(dist, 'version');
  if (!existsSync(pathFile) || !existsSync(versionFile)) return null;
  const executable = join(dist, readFileSync(pathFile, 'utf8').trim());
  const present = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  if (present !== version || !existsSync(executable)) return null;
  return { kind: 'electron', label: `Electron ${version}`, executable, dist };
}

function wasUnreachable(version: string, nowMs: number): boolean {
  if (!existsSync(memory)) return false;
  const found = readJson(memory);
  if (typeof found !== 'object' || found === null || !('version' in found) || !('triedAtMs' in found))
    return false;
  return found.version === version && nowMs - Number(found.triedAtMs) < retryAfterMs;
}

async function isReachable(version: string): Promise<boolean> {
  const mirror = process.env['ELECTRON_MIRROR'] ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const address = new URL(`v${version}/SHASUMS256.txt`, mirror.endsWith('/') ? mirror : `${mirror}/`);
    const answer = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(probeTimeoutMs) });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Fetches Electron with its own installer when the release server answers; what it found is remembered for a day. */
async function fetchRuntime(version: string, say: (line: string) => void): Promise<ElectronRuntime | null> {
  const nowMs = Date.now();
  if (wasUnreachable(version, nowMs)) return null;
  if (await isReachable(version)) {
    say(`fetching Electron ${version}`);
    spawnSync(process.execPath, [join(electronFolder, 'install.js')], {
      stdio: 'inherit',
      timeout: fetchTimeoutMs,
    });
    const installed = installedRuntime(version);
    if (installed !== null) return installed;
  }
  mkdirSync(dirname(memory), { recursive: true });
  writeFileSync(memory, JSON.stringify({ version, triedAtMs: nowMs }));
  return null;
}

/**
 * The runtime of this machine: GALLA_ELECTRON, else an installed Electron, else one that can be fetched now, else the stand-in
 * (Linux only; its Chromium is installed by apt when it is missing).
 * @param say receives one line for people about what is done
 * @throws with a plain sentence when there is none
 */
export async function findElectronRuntime(say: (line: string) => void): Promise<ElectronRuntime> {
  const named = process.env['GALLA_ELECTRON'];
  if (named !== undefined && named !== '') return namedRuntime(named);
  const version = wantedVersion();
  const real = installedRuntime(version) ?? (await fetchRuntime(version, say));
  if (real !== null) return real;
  if (process.platform !== 'linux') {
    throw new Error(
      `Electron ${version} could not be fetched. Run npx install-electron where the network allows it.`,
    );
  }
  const machine = ensureMachine(['browser', 'fonts'], say);
  if (!machine.ok) throw new Error(machine.advice);
  const { distPath, executablePath } = await prepareStandIn();
  return {
    kind: 'stand-in',
    label: `stand-in for Electron ${version}`,
    executable: executablePath,
    dist: distPath,
  };
}
