import { homedir, tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { commandLine } from './command-line.ts';
import { runFacts } from './runtime.ts';

const overridden = new Map<string, string>();

function defaultPath(name: string, appName: string): string | undefined {
  const home = process.env['HOME'] ?? homedir();
  switch (name) {
    case 'home':
      return home;
    case 'appData':
      return process.env['XDG_CONFIG_HOME'] ?? join(home, '.config');
    case 'userData':
      return commandLine.getSwitchValue('user-data-dir') || join(appPath('appData', appName), appName);
    case 'sessionData':
      return appPath('userData', appName);
    case 'logs':
      return join(appPath('userData', appName), 'logs');
    case 'temp':
      return process.env['TMPDIR'] ?? tmpdir();
    case 'exe':
    case 'module':
      return runFacts().executablePath;
    case 'desktop':
    case 'documents':
    case 'downloads':
    case 'music':
    case 'pictures':
    case 'videos':
      return join(home, name.slice(0, 1).toUpperCase() + name.slice(1));
    default:
      return undefined;
  }
}

/** Electron's `app.getPath`: a place by name, with Electron's own error for unknown names. */
export function appPath(name: string, appName: string): string {
  const path = overridden.get(name) ?? defaultPath(name, appName);
  if (path === undefined) throw new Error(`Failed to get '${name}' path`);
  return path;
}

/** Electron's `app.setPath`: only known names and absolute paths. */
export function setAppPath(name: string, path: string, appName: string): void {
  if (defaultPath(name, appName) === undefined) throw new Error(`Failed to set path '${name}'`);
  if (!isAbsolute(path)) throw new Error('Path must be absolute');
  overridden.set(name, path);
}
