/** The stand-in's start: does what Electron does between its command line and the app's `ready`. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import { startChromium } from './chromium.ts';
import { chromiumSwitches, readSwitches } from './command-line.ts';
import { electron } from './electron.ts';
import { electronKey } from './electron-names.ts';
import { interceptRequests } from './network.ts';
import { isEnding, setBrowser, setRunFacts } from './runtime.ts';
import { watchDownloads } from './session.ts';
import { watchTargets } from './targets.ts';
import { pageOfFrame } from './web-contents-registry.ts';

interface Entry {
  readonly folder: string;
  readonly file: string;
  readonly name: string;
  readonly version: string;
}

function readFacts(): {
  electronVersion: string;
  chromeVersion: string;
  chromiumPath: string;
  nodePath: string;
} {
  const text = process.env['ELECTRON_STANDIN_FACTS'];
  if (text === undefined)
    throw new Error('electron stand-in: start it by its launcher (see docs/electron-standin.md)');
  delete process.env['ELECTRON_STANDIN_FACTS'];
  return JSON.parse(text) as ReturnType<typeof readFacts>;
}

function becomeElectron(): boolean {
  const facts = readFacts();
  const executablePath = process.env['ELECTRON_STANDIN_EXECUTABLE'] ?? process.execPath;
  delete process.env['ELECTRON_STANDIN_EXECUTABLE'];
  const resourcesPath = join(dirname(executablePath), 'resources');
  const isPackaged = existsSync(join(resourcesPath, 'app.asar')) || existsSync(join(resourcesPath, 'app'));
  const headless = !process.env['DISPLAY'] || process.env['ELECTRON_STANDIN_HEADLESS'] === '1';
  setRunFacts({ ...facts, executablePath, headless, isPackaged, resourcesPath });
  process.argv = [executablePath, ...process.argv.slice(2)];
  process.execPath = executablePath;
  const versions = {
    ...process.versions,
    electron: facts.electronVersion,
    chrome: facts.chromeVersion,
    standin: '1',
  };
  Object.defineProperty(process, 'versions', { value: Object.freeze(versions), enumerable: true });
  Object.assign(process, { type: 'browser', resourcesPath, ...(isPackaged ? {} : { defaultApp: true }) });
  app.userAgentFallback = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${facts.chromeVersion} Safari/537.36`;
  return isPackaged;
}

/** Reads what the command line of an unpackaged start says: modules to load first, and the app. */
function readArguments(): { readonly required: readonly string[]; readonly appArgument: string | undefined } {
  const required: string[] = [];
  for (let index = 1; index < process.argv.length; index += 1) {
    const arg = process.argv[index] ?? '';
    const next = process.argv[index + 1];
    if ((arg === '-r' || arg === '--require') && next !== undefined) {
      required.push(next);
      index += 1;
    } else if (!arg.startsWith('-')) return { required, appArgument: arg };
  }
  return { required, appArgument: undefined };
}

/** The app's folder and main file, as Electron finds them: by package.json, or the named file itself. */
function findEntry(path: string): Entry {
  const isFile = statSync(path).isFile() && !path.endsWith('.asar');
  const folder = isFile ? dirname(path) : path;
  const manifestPath = join(folder, 'package.json');
  const text = existsSync(manifestPath) ? readFileSync(manifestPath, 'utf8') : '{}';
  const manifest = JSON.parse(text) as {
    name?: string;
    productName?: string;
    version?: string;
    main?: string;
  };
  const file = isFile ? path : join(folder, manifest.main ?? 'index.js');
  return {
    folder,
    file,
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? app.getVersion(),
  };
}

function entryOf(isPackaged: boolean): Entry {
  const resources = join(dirname(process.execPath), 'resources');
  if (isPackaged)
    return findEntry(['app.asar', 'app'].map((name) => join(resources, name)).find(existsSync) ?? resources);
  const { required, appArgument } = readArguments();
  const require = createRequire(join(process.cwd(), 'package.json'));
  for (const module of required) require(module);
  if (appArgument === undefined)
    throw new Error('electron stand-in: name the app to start: electron <folder or file>');
  return findEntry(resolve(appArgument));
}

async function startBrowser(): Promise<void> {
  const browser = await startChromium(chromiumSwitches());
  setBrowser(browser);
  void browser.exited.then(() => {
    if (isEnding()) return;
    process.stderr.write('electron stand-in: Chromium has ended, and so does the app\n');
    process.exit(1);
  });
  const { root } = browser.connection;
  await Promise.all([watchTargets(root), interceptRequests(root), watchDownloads(pageOfFrame)]);
}

async function run(): Promise<void> {
  const isPackaged = becomeElectron();
  Reflect.set(globalThis, electronKey, electron);
  readSwitches(process.argv.slice(1));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  const entry = entryOf(isPackaged);
  app.useManifest({ appPath: entry.folder, name: entry.name, version: entry.version });
  app.emit('will-finish-launching');
  await import(pathToFileURL(entry.file).href);
  await startBrowser();
  app.becomeReady();
}

run().catch((error: unknown) => {
  process.stderr.write(
    `electron stand-in: the app could not start: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exit(1);
});
