/** `npm run dev`: the counter with live reload. The window keeps its origin and its rules; main hands its files on from Vite. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { helpIfAsked, openScreenForPerson, runForPerson } from '../support/app-process.ts';
import { forgetBuild } from '../support/build-app.ts';
import { findElectronRuntime } from '../support/electron-runtime.ts';
import { rootFolder } from '../support/repository.ts';

helpIfAsked(`Usage: npm run dev [-- options of electron-vite]

Opens the counter with live reload: a changed file of the window is seen at once, a changed file of the main process starts the app again.
Ends with Ctrl+C or when the window is closed.

Exit codes: 0 it was ended, 1 it could not start.`);

const say = (line: string): void => {
  console.log(`galla: ${line}`);
};

/** A port that is free now, so that two checkouts can be worked on at once. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the system gave no port');
  return address.port;
}

const runtime = await findElectronRuntime(say);
say(`runtime: ${runtime.label}`);
// What Vite writes for development must never be packaged.
forgetBuild();
const screen = await openScreenForPerson(say);
try {
  const environment = {
    ...process.env,
    ELECTRON_EXEC_PATH: runtime.executable,
    GALLA_DEV_PORT: String(await freePort()),
    ...(screen.display === undefined ? {} : { DISPLAY: screen.display }),
  };
  const asRoot = process.getuid?.() === 0 ? ['--noSandbox'] : [];
  const command = join(rootFolder, 'node_modules', '.bin', 'electron-vite');
  process.exitCode = await runForPerson(
    command,
    ['dev', '--watch', ...asRoot, ...process.argv.slice(2)],
    environment,
  );
} finally {
  screen.stop();
}
