/**
 * `npm run simulate`: shops in virtual time with everything going wrong, by seed, and all that must hold of their money.
 * `--checkouts N` how many; `--seed N` the first seed; `--seconds N` at most so long; `--until-failure` stops at the first failing seed;
 * `--report` prints the tables; `--seed N --trace [--about ID]` tells the story of one seed. The last line is JSON; the exit code is 0
 * only when nothing broke.
 */
import { parseArgs } from 'node:util';
import { walkMachine } from '../simulation/machine-walk.ts';
import { reportOf, summaryOf } from '../simulation/report.ts';
import { runMany } from '../simulation/run-many.ts';
import { tellStory } from '../simulation/tell-story.ts';

const { values } = parseArgs({
  options: {
    checkouts: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string', default: '86400' },
    workers: { type: 'string' },
    'until-failure': { type: 'boolean', default: false },
    report: { type: 'boolean', default: false },
    trace: { type: 'boolean', default: false },
    about: { type: 'string' },
  },
});
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
