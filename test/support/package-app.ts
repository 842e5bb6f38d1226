/** Packages the app as it is handed out, with the electron-builder that makes the real one. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { buildApp } from './build-app.ts';
import { findElectronRuntime, type ElectronRuntime } from './electron-runtime.ts';
import { findCommand } from './machine.ts';
import { rootFolder } from './repository.ts';
import { hashSources, packageInputs } from './source-hash.ts';
import { writeNotices } from './third-party-notices.ts';

export interface PackagedApp {
  readonly runtime: ElectronRuntime;
  /** The packaged folder: `linux-unpacked`, or the like of the platform. */
  readonly folder: string;
  readonly executable: string;
  /** The folder that holds app.asar. */
  readonly resources: string;
}

/** The app that tests drive, and the one that ships. */
export interface AppForTests extends PackagedApp {
  readonly shipped: PackagedApp;
}

/** An artefact made of the stand-in holds a script, not Electron: its name says that it is for no shop. */
const standInName = 'galla-standin-not-for-shops-${version}-${os}-${arch}.${ext}';

/** What electron-builder downloads elsewhere and this machine already has. */
function useLocalTools(): void {
  const sevenZip = findCommand('7za') ?? findCommand('7z');
  if (sevenZip !== undefined) process.env['ELECTRON_BUILDER_7ZIP_PATH'] ??= sevenZip;
  if (findCommand('fpm') === undefined && findCommand('dpkg-deb') !== undefined) {
    const wrapper = join(rootFolder, 'test', 'support', 'fpm-by-dpkg.ts');
    const launcher = join(rootFolder, 'node_modules', '.cache', 'galla', 'fpm');
    mkdirSync(join(launcher, '..'), { recursive: true });
    writeFileSync(launcher, `#!/bin/sh\nexec '${process.execPath}' '${wrapper}' "$@"\n`);
    chmodSync(launcher, 0o755);
    process.env['CUSTOM_FPM_PATH'] ??= launcher;
  }
}

/** Where each kind of runtime's packages go. */
export function packageFolder(runtime: ElectronRuntime): string {
  return join(rootFolder, 'dist', runtime.kind);
}

/**
 * Runs electron-builder on the bundles that are in out/. Returns the paths of the artefacts; for the target `dir` there are none.
 * @param targets of electron-builder for this platform, such as `dir` or `deb`
 */
export async function runElectronBuilder(
  runtime: ElectronRuntime,
  targets: readonly string[],
): Promise<string[]> {
  useLocalTools();
  writeNotices();
  return build({
    projectDir: rootFolder,
    targets: Platform.current().createTarget([...targets]),
    publish: 'never',
    config: {
      extends: 'electron-builder.yml',
      electronDist: runtime.dist,
      directories: { output: packageFolder(runtime) },
      ...(runtime.kind === 'stand-in' ? { artifactName: standInName } : {}),
    },
  });
}

function unpackedFolder(base: string): string {
  if (process.platform === 'darwin') return join(base, process.arch === 'arm64' ? 'mac-arm64' : 'mac');
  return join(base, process.platform === 'win32' ? 'win-unpacked' : 'linux-unpacked');
}

/** The paths inside a packaged folder. */
function describe(runtime: ElectronRuntime, folder: string): PackagedApp {
  if (process.platform === 'darwin') {
    const contents = join(folder, 'Galla.app', 'Contents');
    return {
      runtime,
      folder,
      executable: join(contents, 'MacOS', 'Galla'),
      resources: join(contents, 'Resources'),
    };
  }
  const executable = join(folder, process.platform === 'win32' ? 'Galla.exe' : 'galla');
  return { runtime, folder, executable, resources: join(folder, 'resources') };
}

/** The packaged app that ships, as a folder; packaged again only when something it is made of has changed. */
export async function packageShipped(say: (line: string) => void): Promise<PackagedApp> {
  const runtime = await findElectronRuntime(say);
  await buildApp(say);
  const base = packageFolder(runtime);
  const shipped = describe(runtime, unpackedFolder(base));
  const launcher = createHash('sha256').update(readFileSync(runtime.executable)).digest('hex');
  const hash = hashSources(packageInputs, `${runtime.label} ${launcher}`);
  const stamp = join(base, 'packaged-from.txt');
  if (existsSync(stamp) && existsSync(shipped.executable) && readFileSync(stamp, 'utf8') === hash) {
    say(`the package is up to date (${runtime.label})`);
    return shipped;
  }
  say(`packaging (${runtime.label})`);
  rmSync(base, { recursive: true, force: true });
  await runElectronBuilder(runtime, ['dir']);
  writeFileSync(stamp, hash);
  return shipped;
}

/**
 * The packaged app for tests: the very archive that ships, under an executable whose one fuse lets Playwright in
 * (EnableNodeCliInspectArguments). Nothing in the archive knows of it.
 */
export async function packageForTests(say: (line: string) => void): Promise<AppForTests> {
  const shipped = await packageShipped(say);
  const folder = join(packageFolder(shipped.runtime), 'for-tests');
  const stamp = join(packageFolder(shipped.runtime), 'for-tests.txt');
  const hash = readFileSync(join(packageFolder(shipped.runtime), 'packaged-from.txt'), 'utf8');
  const forTests = { ...describe(shipped.runtime, folder), shipped };
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return forTests;
  rmSync(folder, { recursive: true, force: true });
  cpSync(shipped.folder, folder, { recursive: true, verbatimSymlinks: true });
  await flipFuses(forTests.executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
  });
  writeFileSync(stamp, hash);
  return forTests;
}
