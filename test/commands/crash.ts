/** `npm run crash`: sells without a window, kills, restarts and checks that nothing is lost and nothing is doubled. */
import { parseArgs } from 'node:util';
import { runCrashes } from '../support/crash-run.ts';

const help = `Usage: npm run crash -- [options]

Sells in a process of its own against the gateway emulator, kills it with SIGKILL at random moments, starts it again on the same
folder and checks the store against the gateway after every kill. Ends with one line of JSON.

  --kills N   how often; 40 when absent
  --seed S    a whole number that decides carts, faults and moments; 1 when absent
  --lanes L   how many tills are tormented at the same time, 8 at most; 2 when absent
  --verbose   a line for each kill
  --help      this text

Exit codes: 0 nothing was lost or doubled, 1 something was, 2 an option is wrong.`;

function wholeNumber(text: string, max: number): number | null {
  return /^\d{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= max ? Number(text) : null;
}

type Wanted = {
  readonly kills: number;
  readonly seed: number;
  readonly lanes: number;
  readonly verbose: boolean;
};

/** The options; null when one of them is wrong, undefined when only help is wanted. */
function readOptions(): Wanted | null | undefined {
  try {
    const { values } = parseArgs({
      options: {
        kills: { type: 'string', default: '40' },
        seed: { type: 'string', default: '1' },
        lanes: { type: 'string', default: '2' },
        verbose: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) return undefined;
    const kills = wholeNumber(values.kills, 1_000_000);
    const seed = wholeNumber(values.seed, 999_999_999);
    const lanes = wholeNumber(values.lanes, 8);
    if (kills === null || seed === null || lanes === null) return null;
    return { kills, seed, lanes, verbose: values.verbose };
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
  const { kills, seed, lanes, verbose } = wanted;
  let done = 0;
  const startedMs = performance.now();
  const result = await runCrashes({
    kills,
    seed,
    lanes,
    onKill: (kill, violations) => {
      done += 1;
      if (done % 500 === 0) console.error(`${done} of ${kills} kills`);
      for (const sentence of violations) console.error(`kill ${kill}: ${sentence}`);
      if (verbose && violations.length === 0) console.log(`kill ${kill}: nothing lost, nothing doubled`);
    },
  });
  const seconds = Math.round((performance.now() - startedMs) / 100) / 10;
  const { violations, ...counts } = result;
  console.log(
    JSON.stringify({ event: 'crash', seed, lanes, ...counts, violations: violations.slice(0, 20), seconds }),
  );
  return violations.length === 0 ? 0 : 1;
}

process.exitCode = await run();
