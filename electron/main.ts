import { enableCompileCache } from 'node:module';
import type { OpenTill, Shell } from './app/start.ts';

// Compiled code is kept between starts. It pays only for modules that load after this line, so everything else is imported below it.
enableCompileCache();

const { ipcMain } = await import('electron');
const { startApp } = await import('./app/start.ts');
const { registerHandlers } = await import('./ipc/handle.ts');
const { channels } = await import('../shared/contract/channels.ts');

function openTill(shell: Shell): Promise<OpenTill> {
  const refuse = () => ({ ok: false, error: { code: 'store-unavailable' } });
  registerHandlers(ipcMain, Object.fromEntries(channels.map((channel) => [channel, refuse])) as never, {
    trustedOrigin: shell.trustedOrigin,
    checkReplies: !shell.packaged,
    report: shell.report,
  });
  return Promise.resolve({
    paymentOpen: () => false,
    language: () => 'en',
    weakStorageAccepted: () => false,
    close: () => Promise.resolve(),
  });
}

// Not awaited: Electron is ready only after this module has run to its end.
void startApp({ mainFolder: import.meta.dirname, openTill });
