/**
 * `npm run package`: packages the app for this machine as a folder; `npm run package -- deb tar.gz` (or AppImage, nsis, dmg) makes what
 * is handed out. It says what it made and what it was made of.
 */
import { relative } from 'node:path';
import { packageShipped, runElectronBuilder } from '../support/package-app.ts';
import { rootFolder } from '../support/repository.ts';

const say = (line: string): void => {
  console.log(line);
};
const targets = process.argv.slice(2);
if (targets.includes('--help')) {
  say(
    'npm run package [-- TARGET…]   a folder, or deb, tar.gz, AppImage (Linux), nsis (Windows), dmg (macOS)',
  );
} else {
  const app = await packageShipped(say);
  say(`${relative(rootFolder, app.folder)} (${app.runtime.label})`);
  const artefacts = targets.length === 0 ? [] : await runElectronBuilder(app.runtime, targets);
  for (const artefact of artefacts) say(`${relative(rootFolder, artefact)} (${app.runtime.label})`);
}
