import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { app, ipcMain } from 'electron';
import { chooseDataFolder } from './app/data-folder.ts';
import type { OpenTill, Shell } from './app/start.ts';

const dataFolder = chooseDataFolder(app, process.env);
// Compiled code is kept between starts, in the till's own folder: code that any user of the machine could write would be run. It pays
// only for modules that load after this line, so everything else is imported below it.
enableCompileCache(join(dataFolder, 'window', 'compiled'));

const { startApp } = await import('./app/start.ts');
const { registerHandlers } = await import('./ipc/handle.ts');
const { channels } = await import('../shared/contract/channels.ts');

function openTill(shell: Shell): Promise<OpenTill> {
  const refuse = () => ({ ok: false, error: { code: 'store-unavailable' } });
  registerHandlers(ipcMain, Object.fromEntries(channels.map((channel) => [channel, refuse])) as never, {
    trustedOrigin: shell.trustedOrigin,
    checkReplies: !shell.packaged,
    report: (event, details) => shell.log.warn(event, details),
  });
  return Promise.resolve({
    paymentOpen: () => false,
    language: () => 'en',
    weakStorageAccepted: () => false,
    close: () => Promise.resolve(),
  });
}

// Not awaited: Electron is ready only after this module has run to its end.
void startApp({ mainFolder: import.meta.dirname, dataFolder, openTill });
