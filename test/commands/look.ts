/** `npm run look`: saves a picture of the virtual screen that `npm start` opened. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { forPeople, helpIfAsked, latestPicture } from '../support/app-process.ts';
import { rootFolder } from '../support/repository.ts';
import { xwdToPng } from '../support/xwd-to-png.ts';

helpIfAsked(`Usage: npm run look

Saves a picture of the virtual screen that npm start opened last, and prints where.

Exit codes: 0 it was saved, 1 there is no virtual screen.`);

const source = latestPicture();
const target = join(rootFolder, 'test-results', 'screen.png');
if (source !== undefined) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, xwdToPng(readFileSync(source)));
  console.log(forPeople(target));
} else {
  console.error('There is no virtual screen: run npm start where there is no display, then look.');
  process.exitCode = 1;
}
