/** `npm run seed`: makes the store of a shop that has traded for three years, for measuring and for trying things out. */
import { parseArgs } from 'node:util';
import { calendarDate, isBusinessDate, type BusinessDate } from '../../shared/domain/business-date.ts';
import { seedStore, type SeedWish } from '../support/seed/seed-store.ts';

const help = `Usage: npm run seed -- --data DIR [options]

Makes a store of three years of a shop in a data folder that has none: busy hours, weekends, festivals, returns, split payments, customers,
declined cards and bills left behind. The same options make the same shop. Ends with one line of JSON.

  --data DIR     the data folder
  --orders N     how many orders, about five lines each; 10000 when absent
  --products N   how many products; 20000 when absent
  --seed S       a whole number that decides everything else; 1 when absent
  --until DATE   the last day of trade, such as 2026-11-22; yesterday when absent
  --mode MODE    training or real; training when absent
  --waiting      leaves everything in the outbox, as if no central API had ever answered
  --help         this text

Exit codes: 0 it is made, 1 it could not be made, 2 an option is wrong.`;

const ZONE = 'Asia/Kolkata';
const DAY_MS = 86_400_000;

function wholeNumber(text: string, least: number, most: number): number | null {
  const number = Number(text);
  return /^\d{1,9}$/.test(text) && number >= least && number <= most ? number : null;
}

function dateOf(text: string | undefined): BusinessDate | null {
  if (text === undefined) return calendarDate(Date.now() - DAY_MS, ZONE);
  return isBusinessDate(text) ? text : null;
}

type Wanted = Omit<SeedWish, 'environment' | 'say'>;

/** The options; null when one of them is wrong, undefined when only help is wanted. */
function readOptions(): Wanted | null | undefined {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        orders: { type: 'string', default: '10000' },
        products: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        until: { type: 'string' },
        mode: { type: 'string', default: 'training' },
        waiting: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return undefined;
    const { data: dataFolder, mode, waiting } = values;
    const orders = wholeNumber(values.orders, 1, 2_900_000);
    const products = wholeNumber(values.products, 40, 200_000);
    const seed = wholeNumber(values.seed, 0, 999_999_999);
    const until = dateOf(values.until);
    if (mode !== 'training' && mode !== 'real') return null;
    if (dataFolder === undefined || orders === null || products === null || seed === null) return null;
    return until === null ? null : { dataFolder, orders, products, seed, until, mode, waiting };
  } catch {
    return null;
  }
}

async function run(): Promise<number> {
  const wanted = readOptions();
  if (wanted === undefined) {
    console.log(help);
    return 0;
  }
  if (wanted === null) {
    console.error(`An option is wrong.\n\n${help}`);
    return 2;
  }
  const startedMs = performance.now();
  const say = (line: string): void => console.error(`seed: ${line}`);
  try {
    const seeded = await seedStore({ ...wanted, environment: process.env, say });
    const { seed, until, mode, waiting } = wanted;
    const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
    const bytesPerOrder = Math.round(seeded.bytes / seeded.orders);
    console.log(JSON.stringify({ ...seeded, bytesPerOrder, seed, until, mode, waiting, seconds }));
    return 0;
  } catch (error) {
    console.error(`seed: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

process.exitCode = await run();
