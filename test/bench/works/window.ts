import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { launchGalla, type Galla } from '../../support/galla-app.ts';
import { startGatewayProcess } from '../../support/gateway-process.ts';
import { ensureMachine, openScreen } from '../../support/machine.ts';
import { packageForTests } from '../../support/package-app.ts';
import { barcodeAt } from '../data/products.ts';
import { homeOf, makeWindowTill } from '../data/window-till.ts';
import {
  bareScan,
  bareSearch,
  frameLength,
  hearKeysFirst,
  probe,
  type Probed,
} from '../harness/page-probe.ts';
import { atMost, rowOf, type Row } from '../harness/table.ts';
import type { BenchOptions, Work } from '../harness/work.ts';

const typed = ['chocolate', 'basmati', 'detergnt', 'oil 1', 'brand mi', 'चावल', 'sh', 'p'];

/** What one kind of key press gave. */
type Seen = { readonly probed: Probed[]; readonly bareMs: number[]; missed: number };

const nothing = (): Seen => ({ probed: [], bareMs: [], missed: 0 });

function take(seen: Seen, probed: Probed | null, bareMs: number): void {
  if (probed === null) seen.missed += 1;
  else {
    seen.probed.push(probed);
    seen.bareMs.push(bareMs);
  }
}

async function scanAll(page: Page, scans: number, products: number): Promise<Seen> {
  const seen = nothing();
  for (let at = 0; at < scans; at += 1) {
    const barcode = barcodeAt((at * 7919) % products);
    const bareMs = await bareScan(page, barcode);
    const scan = async (): Promise<void> => {
      await page.keyboard.type(barcode);
      await page.keyboard.press('Enter');
    };
    take(seen, await probe(page, '.lines', scan, { waitMs: 800 }), bareMs);
  }
  return seen;
}

async function typeAll(page: Page, rounds: number): Promise<Seen> {
  const seen = nothing();
  for (let round = 0; round < rounds; round += 1) {
    for (const text of typed) {
      await page.locator('#scan-field').focus();
      for (let at = 1; at <= text.length; at += 1) {
        const query = text.slice(0, at);
        const letter = text.slice(at - 1, at);
        const bareMs = await bareSearch(page, query);
        const press = (): Promise<void> =>
          /[\u0020-\u007e]/.test(letter) ? page.keyboard.press(letter) : page.keyboard.insertText(letter);
        take(seen, await probe(page, '.results', press), bareMs);
      }
      await page.keyboard.press('Escape');
    }
  }
  return seen;
}

/** Charges bills of one line on the terminal; `toldMs` is when the window heard that order and attempt are on disk. */
async function chargeAll(page: Page, sales: number): Promise<Seen> {
  const seen = nothing();
  for (let at = 0; at < sales; at += 1) {
    await page.keyboard.type(barcodeAt(at));
    await page.keyboard.press('Enter');
    await page.locator('.line').first().waitFor();
    const press = (): Promise<void> => page.keyboard.press('F8');
    take(seen, await probe(page, '.counter-side', press, { waitMs: 3000, untilTold: true }), 0);
    await page.locator('#scan-field').waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await page.locator('#scan-field').waitFor();
  }
  return seen;
}

function paintedRows(what: string, { probed, bareMs }: Seen, frameMs: number): Row[] {
  const painted = probed.map(({ paintedMs }) => paintedMs);
  const next = probed.map(({ nextFrameMs }) => nextFrameMs);
  const afterAnswer = (ms: number, at: number): number =>
    (ms - (probed[at]?.answeredMs ?? bareMs[at] ?? 0)) / frameMs;
  const answered = probed.flatMap(({ answeredMs }) => (answeredMs === null ? [] : [answeredMs]));
  return [
    rowOf(`${what} → painted`, painted),
    ...(answered.length === 0 ? [] : [rowOf('· the page has main’s answer', answered)]),
    rowOf(
      `· document changed`,
      probed.map(({ changedMs }) => changedMs),
    ),
    rowOf(`· the same call alone, to main and back`, bareMs),
    rowOf(`· painted after the answer`, painted.map(afterAnswer), {
      unit: 'frames',
      target: atMost('p99', 2),
    }),
    rowOf(`· the frame after that one begins`, next.map(afterAnswer), { unit: 'frames' }),
  ];
}

function chargeRows({ probed }: Seen): Row[] {
  const told = probed.flatMap(({ toldMs }) => (toldMs === null ? [] : [toldMs]));
  return [
    rowOf('F8 → the window knows that order and attempt are on disk', told, { target: atMost('p99', 50) }),
    rowOf(
      'F8 → payment panel painted',
      probed.map(({ paintedMs }) => paintedMs),
    ),
  ];
}

async function measureWindow(
  galla: Galla,
  products: number,
  quick: boolean,
): Promise<{ rows: Row[]; missed: number }> {
  const { window: page } = galla;
  await hearKeysFirst(page);
  await page.locator('#scan-field').waitFor();
  const frameMs = await frameLength(page);
  // The first presses compile the page's code; a cashier's day has no more than these.
  await typeAll(page, 1);
  const keys = await typeAll(page, quick ? 1 : 3);
  const charged = await chargeAll(page, quick ? 3 : 15);
  const scans = await scanAll(page, quick ? 15 : 60, products);
  const size = new Intl.NumberFormat('en').format(products);
  return {
    rows: [
      ...paintedRows(`scan, ${size} products`, scans, frameMs),
      ...paintedRows(`keystroke, ${size} products`, keys, frameMs),
      ...chargeRows(charged),
      rowOf('a frame of this screen', [frameMs]),
    ],
    missed: keys.missed + scans.missed,
  };
}

async function measureSizes(
  options: BenchOptions,
): Promise<{ rows: Row[]; runtime: string; missed: number }> {
  const machine = ensureMachine(['screen'], options.say);
  if (!machine.ok) throw new Error(machine.advice);
  const packaged = await packageForTests(options.say);
  const screen = await openScreen();
  const gateway = await startGatewayProcess({ approveAfterMs: 0 });
  const rows: Row[] = [];
  let missed = 0;
  try {
    for (const products of options.quick ? [20_000] : [20_000, 100_000]) {
      const folder = join(options.folder, `window-${products}`);
      options.say(`making a till of ${products} products`);
      await makeWindowTill(folder, products);
      const env = { ...gateway.environment, ...homeOf(process.env) };
      const galla = await launchGalla(packaged, screen, folder, { env });
      try {
        const measured = await measureWindow(galla, products, options.quick);
        rows.push(...measured.rows);
        missed += measured.missed;
      } finally {
        await galla.close();
      }
    }
  } finally {
    await gateway.stop();
    screen.stop();
  }
  return { rows, runtime: packaged.runtime.label, missed };
}

/** What a cashier sees, in the packaged app, by the page's own clock. */
export const window: Work = {
  name: 'window',
  title: 'In the packaged app: from the key to the frame that shows it',
  run: async (options) => {
    const { rows, runtime, missed } = await measureSizes(options);
    return {
      rows,
      sameAgainstSame: null,
      runtime,
      notes: [
        'From the time stamp of the key event (of a scan: its Enter) to the end of the first animation frame after the document changed, when the page has drawn it; ' +
          'the next row is when the frame after that one begins, which is later than any eye can see it.',
        'The bill of the scans grows to its last line. “After the answer” is from when the page has main’s answer; ' +
          'where nothing shows that (on Electron itself), it takes off the time of the same call made alone a moment before.',
        `${missed} presses changed nothing on the screen, such as a letter that leaves the list as it was, and are not counted.`,
      ],
    };
  },
};
