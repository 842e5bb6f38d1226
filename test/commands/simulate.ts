/**
 * `npm run simulate`: shops in virtual time with everything going wrong, by seed, and all that must hold of their money.
 * `--checkouts N` how many; `--seed N` the first seed; `--seconds N` at most so long; `--until-failure` stops at the first failing seed;
 * `--report` prints the tables; `--seed N --trace [--about ID]` tells the story of one seed. The last line is JSON; the exit code is 0
 * only when nothing broke.
 */
import { parseArgs } from 'node:util';
import { helpIfAsked } from '../support/app-process.ts';
import { walkMachine } from '../simulation/machine-walk.ts';
import { reportOf, summaryOf } from '../simulation/report.ts';
import { runMany } from '../simulation/run-many.ts';
import { tellStory } from '../simulation/tell-story.ts';

const help = `Usage: npm run simulate -- [options]

Plays shops in virtual time with everything going wrong, by seed, and checks all that must hold of their money. It ends with one line of JSON.

  --checkouts N     how many; 100000 when absent
  --seed N          the first seed; 1 when absent
  --seconds N       at most so long
  --workers N       in so many processes
  --until-failure   stop at the first seed that fails
  --report          print the tables too
  --trace           tell the story of one seed; with --about ID only what is about an order or an attempt
  --help            this text

Exit codes: 0 nothing broke, 1 something broke, 2 an option is wrong.`;

const options = {
  checkouts: { type: 'string', default: '100000' },
  seed: { type: 'string', default: '1' },
  seconds: { type: 'string', default: '86400' },
  workers: { type: 'string' },
  'until-failure': { type: 'boolean', default: false },
  report: { type: 'boolean', default: false },
  trace: { type: 'boolean', default: false },
  about: { type: 'string' },
} as const;

/** The options; a wrong one ends the command with the help. */
function readOptions() {
  try {
    return parseArgs({ options }).values;
  } catch (thrown) {
    console.error(`${thrown instanceof Error ? thrown.message : String(thrown)}\n\n${help}`);
    process.exit(2);
  }
}

helpIfAsked(help);
const values = readOptions();
const print = (text: string): void => void process.stdout.write(`${text}\n`);
const firstSeed = Number(values.seed);

if (values.trace) {
  const { lines, violations } = await tellStory(firstSeed, values.about ?? null);
  print(lines.join('\n'));
  print(JSON.stringify({ seed: firstSeed, violations }));
  process.exitCode = violations.length === 0 ? 0 : 1;
} else {
  const walk = walkMachine(firstSeed);
  const runs = await runMany({
    firstSeed,
    checkouts: Number(values.checkouts),
    seconds: Number(values.seconds),
    untilFailure: values['until-failure'],
    ...(values.workers === undefined ? {} : { workers: Number(values.workers) }),
    progress: (checkouts, seconds) => print(`${checkouts} checkouts after ${Math.round(seconds)} s`),
  });
  if (values.report) print(reportOf(runs));
  for (const { seed, violations } of runs.failures.slice(0, 10)) {
    print(`seed ${seed}: ${violations.slice(0, 5).join('\n  ')}`);
    print(`  to see how: npm run simulate -- --seed ${seed} --trace`);
  }
  for (const sentence of walk.violations) print(`the machine: ${sentence}`);
  const summary = summaryOf(runs, walk);
  print(JSON.stringify(summary));
  const covered = walk.legal.taken === walk.legal.of && walk.illegal.refused === walk.illegal.of;
  process.exitCode = summary.violations === 0 && covered ? 0 : 1;
}
