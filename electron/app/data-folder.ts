import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App } from 'electron';

/**
 * Chooses the till's data folder: `GALLA_DATA`, else the system's place for the app. Electron's own lock and Chromium's files move
 * with it, so that two tills on one machine never meet; Chromium's are kept apart in `window`.
 */
export function chooseDataFolder(
  app: App,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const named = environment['GALLA_DATA'];
  const folder = named === undefined || named === '' ? app.getPath('userData') : resolve(named);
  const windowFolder = join(folder, 'window');
  mkdirSync(windowFolder, { recursive: true, mode: 0o700 });
  app.setPath('userData', folder);
  app.setPath('sessionData', windowFolder);
  return folder;
}
