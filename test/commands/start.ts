/**
 * `npm start`: opens the counter of the training till. It finds or fetches Electron (or prepares the stand-in), builds what has
 * changed, opens a virtual screen where there is none, and ends with all it started on Ctrl-C or when the window is closed.
 */
import {
  argumentsForThisUser,
  helpIfAsked,
  openScreenForPerson,
  runForPerson,
} from '../support/app-process.ts';
import { buildApp } from '../support/build-app.ts';
import { findElectronRuntime } from '../support/electron-runtime.ts';
import { rootFolder } from '../support/repository.ts';

helpIfAsked(`Usage: npm start

Builds what has changed and opens the counter: the training till, unless its data folder says otherwise. Without a display the window opens
on a virtual screen, and it says how to see that. Ends when the window is closed or on Ctrl+C. GALLA_DATA names the data folder.

Exit codes: 0 the window was closed, 1 it could not be opened or ended by itself.`);

const say = (line: string): void => {
  console.log(`galla: ${line}`);
};

async function start(): Promise<number> {
  const runtime = await findElectronRuntime(say);
  say(`runtime: ${runtime.label}`);
  if (runtime.kind === 'stand-in') {
    say(
      'Electron could not be fetched; the stand-in runs the same bundles on Node and Chromium, for development only',
    );
  }
  await buildApp(say);
  const screen = await openScreenForPerson(say);
  try {
    say('opening the counter; close its window or press Ctrl-C to end');
    const environment = {
      ...process.env,
      ...(screen.display === undefined ? {} : { DISPLAY: screen.display }),
    };
    const args = [rootFolder, ...argumentsForThisUser(), ...process.argv.slice(2)];
    return await runForPerson(runtime.executable, args, environment, (line) => {
      if (line.includes('"event":"window-shown"')) say(`the counter is open (${runtime.label})`);
      if (line.includes('"event":"already-open"'))
        say(
          'Galla is already open on this data folder: its window came to the front, and this second copy ends',
        );
    });
  } finally {
    screen.stop();
  }
}

try {
  process.exitCode = await start();
  say('closed');
} catch (thrown) {
  console.error(`galla: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  process.exitCode = 1;
}
