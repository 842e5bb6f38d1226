import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { argumentsForThisUser } from '../../support/app-process.ts';
import { launchGalla } from '../../support/galla-app.ts';
import { ensureMachine, openScreen, type Screen } from '../../support/machine.ts';
import { packageForTests, type AppForTests } from '../../support/package-app.ts';
import { rootFolder } from '../../support/repository.ts';
import { barcodeAt } from '../data/products.ts';
import { homeOf, makeWindowTill } from '../data/window-till.ts';
import { enginePath } from '../harness/engine-process.ts';
import { pairedRatio } from '../harness/figures.ts';
import { inRounds } from '../harness/rounds.ts';
import { rowOf, type Row } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

/** Forgets the compiled code of earlier starts: Node's, and with the profile the page's. */
function forgetCompiled(folder: string): void {
  rmSync(join(folder, 'window'), { recursive: true, force: true });
}

/** From the spawn to the paint that shows the counter, its scan field focused; Playwright looks on. */
async function startWatched(packaged: AppForTests, screen: Screen, folder: string): Promise<number> {
  const from = performance.timeOrigin + performance.now();
  const galla = await launchGalla(packaged, screen, folder, { env: homeOf(process.env) });
  try {
    await galla.window.waitForFunction(() => document.activeElement?.id === 'scan-field');
    const at = await galla.window.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return performance.timeOrigin + (paint?.startTime ?? performance.now());
    });
    return at - from;
  } finally {
    await galla.close();
  }
}

/** From the spawn to the app's own word that its window is shown; nobody looks on. */
async function startAlone(packaged: AppForTests, screen: Screen, folder: string): Promise<number> {
  const from = performance.now();
  const child = spawn(packaged.shipped.executable, argumentsForThisUser(), {
    env: {
      ...process.env,
      GALLA_DATA: folder,
      ...(screen.display === undefined ? {} : { DISPLAY: screen.display }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = once(child, 'exit');
  let said = '';
  const shown = new Promise<number>((resolve) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('window-shown')) resolve(performance.now() - from);
    });
  });
  const tookMs = await Promise.race([shown, exited.then(() => Number.NaN)]);
  child.kill('SIGTERM');
  await exited;
  return tookMs;
}

async function nodeRun(args: readonly string[]): Promise<number> {
  const from = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`node ended with ${String(child.exitCode)}`);
  return performance.now() - from;
}

function openTillArgs(folder: string): string[] {
  const chunks = join(rootFolder, 'out', 'main', 'chunks');
  const name = readdirSync(chunks).find((file) => file.startsWith('compose-'));
  if (name === undefined) throw new Error('the bundle has no compose chunk');
  const compiled = join(folder, 'window', 'compiled');
  const task = { chunk: join(chunks, name), folder, compiled, barcode: barcodeAt(17) };
  return [enginePath('open-till.mjs'), JSON.stringify(task)];
}

async function nodeRows(
  folder: string,
  rounds: number,
): Promise<{ rows: Row[]; same: ReturnType<typeof pairedRatio> }> {
  const args = openTillArgs(folder);
  const empty = (): Promise<number> => nodeRun(['-e', '0']);
  await nodeRun(args);
  const found = await inRounds(rounds, {
    empty,
    again: empty,
    warm: () => nodeRun(args),
    cold: async () => {
      const aside = `${folder}-cold`;
      const coldArgs = [
        args[0] ?? '',
        (args[1] ?? '').replace(join(folder, 'window'), join(aside, 'window')),
      ];
      rmSync(aside, { recursive: true, force: true });
      return nodeRun(coldArgs);
    },
  });
  const over = (ms: readonly number[]): { label: string; ratio: ReturnType<typeof pairedRatio> } => ({
    label: '÷ node -e 0',
    ratio: pairedRatio(ms, found.empty),
  });
  return {
    rows: [
      rowOf('node -e 0 (limit)', found.empty),
      rowOf('process → first barcode found, compiled code kept', found.warm, {
        target: { of: 'ratio', limit: 1.6, side: 'at most' },
        compared: over(found.warm),
      }),
      rowOf('process → first barcode found, nothing compiled', found.cold, { compared: over(found.cold) }),
    ],
    same: pairedRatio(found.again, found.empty),
  };
}

/** From nothing to the first scan: the whole packaged app, and the part of it that is ours alone. */
export const start: Work = {
  name: 'start',
  title: 'Cold start to the first scan, 20,000 products',
  run: async ({ quick, folder: base, say }) => {
    const machine = ensureMachine(['screen'], say);
    if (!machine.ok) throw new Error(machine.advice);
    const packaged = await packageForTests(say);
    const folder = join(base, 'start');
    await makeWindowTill(folder, 20_000);
    const screen = await openScreen();
    try {
      await startAlone(packaged, screen, folder);
      const found = await inRounds(quick ? 1 : 5, {
        watchedWarm: () => startWatched(packaged, screen, folder),
        watchedCold: () => {
          forgetCompiled(folder);
          return startWatched(packaged, screen, folder);
        },
        aloneWarm: async () => startAlone(packaged, screen, folder),
      });
      const { rows, same } = await nodeRows(folder, quick ? 2 : 15);
      return {
        rows: [
          rowOf('app started → scan field focused and painted, compiled code kept', found.watchedWarm),
          rowOf('app started → scan field focused and painted, first start of a profile', found.watchedCold),
          rowOf('app started → window shown, without Playwright', found.aloneWarm),
          ...rows,
        ],
        sameAgainstSame: same,
        runtime: packaged.runtime.label,
        notes: [
          'A start on the stand-in starts Node and Chromium as two programs and joins them; Electron starts otherwise, so the first three rows say nothing about ' +
            'its speed. The rows below them are the bundle that ships, in Node alone.',
          'With Playwright looking on, a start also waits for it to attach. The files of the programs are in the memory of the system in every round.',
        ],
      };
    } finally {
      screen.stop();
    }
  },
};
