import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Mode } from '../../shared/contract/till.ts';

/** The environment's variables, passed in. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Where everything of a till lies. Training and real have a folder each and never share a file. */
export type DataPaths = {
  readonly folder: string;
  readonly config: string;
  readonly logs: string;
  readonly store: Readonly<Record<Mode, string>>;
};

/** The layout of a data folder. */
export function dataPaths(folder: string): DataPaths {
  const root = resolve(folder);
  return {
    folder: root,
    config: join(root, 'config.json'),
    logs: join(root, 'logs'),
    store: { training: join(root, 'training', 'store.db'), real: join(root, 'real', 'store.db') },
  };
}

function named(environment: Environment, variable: string): string | null {
  const value = environment[variable];
  return value === undefined || value === '' ? null : value;
}

/** The system's place for what programs keep of their own (XDG base directories, Windows' LOCALAPPDATA, macOS' Application Support). */
function systemConfigFolder(environment: Environment): string {
  if (process.platform === 'win32') {
    return named(environment, 'LOCALAPPDATA') ?? join(homedir(), 'AppData', 'Local');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  return named(environment, 'XDG_CONFIG_HOME') ?? join(homedir(), '.config');
}

/** The data folder that `GALLA_DATA` names, or the system's place for it; the same for the commands and, unless Electron says otherwise, the app. */
export function chosenDataFolder(environment: Environment): string {
  return resolve(named(environment, 'GALLA_DATA') ?? join(systemConfigFolder(environment), 'Galla'));
}

/**
 * Where this machine keeps its installation ids: outside every data folder, so that a folder that is copied or restored elsewhere is told from the original.
 * `GALLA_INSTALLATION_DIR` moves it.
 */
export function installationFolder(environment: Environment): string {
  return resolve(
    named(environment, 'GALLA_INSTALLATION_DIR') ??
      join(systemConfigFolder(environment), 'galla-installation'),
  );
}
