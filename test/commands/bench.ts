/**
 * `npm run bench`: measures everything and prints one table per work; `npm run bench -- search commit` only those. With `--quick` each is run through once, to
 * see that it works: such figures are no results. Raw results are added to test-results/bench/NAME.jsonl. The exit code says whether it ran, not how fast.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepResults, loadText, machineText } from '../bench/harness/record.ts';
import { tableText } from '../bench/harness/table.ts';
import { ratiosAreSure, type Work } from '../bench/harness/work.ts';
import { works } from '../bench/works/index.ts';

const say = (line: string): void => {
  console.error(`bench: ${line}`);
};

async function measure(work: Work, quick: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'galla-bench-'));
  // A till keeps its installation's id outside its data; these tills are gone when the run is over.
  process.env['GALLA_INSTALLATION_DIR'] = join(folder, 'installation');
  const from = performance.now();
  try {
    const report = await work.run({ quick, folder, say });
    keepResults(work, report, quick, Date.now());
    const sure = ratiosAreSure(report);
    console.log(`\n## ${work.title}\n\nRuntime: ${report.runtime}.\n`);
    console.log(tableText(report.rows, sure));
    for (const note of report.notes) console.log(`\n${note}`);
    const { sameAgainstSame: same } = report;
    if (same !== null) {
      const span = `${same.median.toFixed(3)} (${same.min.toFixed(2)}–${same.max.toFixed(2)})`;
      console.log(
        `\nThe same against itself: ${span}${sure ? '' : ', more than 5 % off: no verdict on ratios'}.`,
      );
    }
    const seconds = Math.round((performance.now() - from) / 1000);
    console.log(`\nMeasured in ${seconds} s; the machine's load at the end was ${loadText()}.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const args = process.argv.slice(2);
const names = args.filter((name) => !name.startsWith('--'));
const unknown = names.filter((name) => !works.some((work) => work.name === name));
const known = works.map((work) => `  ${work.name.padEnd(10)}${work.title}`).join('\n');
if (args.includes('--help')) console.log(`npm run bench [-- NAME…] [--quick]\n\n${known}`);
else if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}. The works:\n${known}`);
  process.exitCode = 2;
} else {
  const quick = args.includes('--quick');
  console.log(`Measured on ${machineText()}.${quick ? ' A quick run: these figures are no results.' : ''}`);
  for (const work of works) {
    if (names.length === 0 || names.includes(work.name)) await measure(work, quick);
  }
}
