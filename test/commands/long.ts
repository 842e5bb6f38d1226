/** `npm run test:long`: the proofs of the sending to the office at their full size, each process of them killed again and again. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { helpIfAsked } from '../support/app-process.ts';
import { startPostgres } from '../support/central/real-postgres.ts';
import { baseOffice, centralOffice } from '../support/fleet-offices.ts';
import { runKilledFleet, type FleetOffice } from '../support/killed-fleet.ts';
import { temporaryFolder } from '../support/store-fixtures.ts';

const help = `Usage: npm run test:long -- [options]

Four tills and an office, each a process of its own, sell and push over a line on which four calls in ten go wrong, and are killed with SIGKILL
at random moments. Then what the tills have on disk and what the office has is compared field by field. One line of JSON for each office.

  --office NAME   pglite, postgres, base, or all of them; all when absent
  --orders N      how many; 10000 when absent, and a tenth of it at the base-contract server
  --kills N       how often a till is killed, and an eighth of it the office; 400 when absent
  --seed S        a whole number that decides bills, faults and moments; 1 when absent
  --help          this text

Exit codes: 0 nothing was lost, doubled or different, 1 something was, 2 an option is wrong.`;

const kinds = ['pglite', 'postgres', 'base'] as const;
type Kind = (typeof kinds)[number];

type Wanted = {
  readonly offices: readonly Kind[];
  readonly orders: number;
  readonly kills: number;
  readonly seed: number;
};

const number = (text: string): number =>
  /^\d{1,7}$/.test(text) && Number(text) > 0 ? Number(text) : Number.NaN;

/** The options; null when one of them is wrong. */
function readOptions(): Wanted | null {
  try {
    const { values } = parseArgs({
      options: {
        office: { type: 'string', default: 'all' },
        orders: { type: 'string', default: '10000' },
        kills: { type: 'string', default: '400' },
        seed: { type: 'string', default: '1' },
      },
    });
    const offices = kinds.filter((kind) => values.office === 'all' || values.office === kind);
    const wanted = {
      orders: number(values.orders),
      kills: number(values.kills),
      seed: number(values.seed),
    };
    return offices.length === 0 || Object.values(wanted).some(Number.isNaN) ? null : { offices, ...wanted };
  } catch {
    return null;
  }
}

/** Runs the fleet against one office; true when nothing was wrong. */
async function run(kind: Kind, { orders, kills, seed }: Wanted): Promise<boolean> {
  const { folder, remove } = temporaryFolder();
  const server = kind === 'postgres' ? await startPostgres() : null;
  const openOffice = (): Promise<FleetOffice> => {
    if (kind === 'base') return baseOffice(seed);
    return centralOffice(
      server === null ? { dataFolder: join(folder, 'office') } : { databaseUrl: server.url },
    );
  };
  const share = kind === 'base' ? 10 : 1;
  const given = {
    folder,
    seed,
    orders: Math.floor(orders / share),
    killsOfTills: Math.ceil(kills / share),
    killsOfOffice: kind === 'base' ? 0 : Math.floor(kills / 8),
  };
  const startedMs = performance.now();
  try {
    const { differences, ...counts } = await runKilledFleet(given, await openOffice());
    const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
    const wrong = differences.slice(0, 20);
    console.log(JSON.stringify({ event: 'fleet', office: kind, seed, ...counts, wrong, seconds }));
    return differences.length === 0;
  } finally {
    await server?.stop();
    remove();
  }
}

helpIfAsked(help);
const wanted = readOptions();
if (wanted === null) {
  console.error(`An option is wrong.\n\n${help}`);
  process.exitCode = 2;
} else {
  for (const kind of wanted.offices) if (!(await run(kind, wanted))) process.exitCode = 1;
}
