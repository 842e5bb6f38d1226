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
const { composeTill } = await import('./compose.ts');
const { createEventSender } = await import('./ipc/events.ts');
const { registerHandlers } = await import('./ipc/handle.ts');

async function openTill(shell: Shell): Promise<OpenTill> {
  const { appVersion, guardWindow, log, packaged, ports, quit, runtime, trustedOrigin, workerUrl } = shell;
  const till = await composeTill({
    dataFolder: shell.dataFolder,
    environment: process.env,
    what: 'app',
    appVersion,
    ports,
    quit,
    guardWindow,
    report: log.report,
    runtime,
    workerUrl,
  });
  till.subscribe(createEventSender(shell.currentContents));
  registerHandlers(ipcMain, till.handlers, {
    trustedOrigin,
    checkReplies: !packaged,
    report: (event, details) => log.warn(event, details),
  });
  return till;
}

// Not awaited: Electron is ready only after this module has run to its end.
void startApp({ mainFolder: import.meta.dirname, dataFolder, openTill });
