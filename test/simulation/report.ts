import { TRANSITIONS } from '../../shared/domain/payment-transitions.ts';
import type { WalkReport } from './machine-walk.ts';
import type { ManyRuns } from './run-many.ts';
import type { Counts } from './tally.ts';

function table(title: string, counts: Counts): string[] {
  const rows = Object.entries(counts).toSorted(([, a], [, b]) => b - a);
  return ['', `| ${title} | times |`, '|---|---:|', ...rows.map(([name, times]) => `| ${name} | ${times} |`)];
}

const total = (counts: Counts): number => Object.values(counts).reduce((sum, times) => sum + times, 0);

/** The steps that change something on disk, as the table of the machine names them. */
function changingCells(): string[] {
  return Object.entries(TRANSITIONS).flatMap(([state, row]) =>
    Object.entries(row)
      .filter(([, target]) => target !== 'stay' && target !== 'contradict')
      .map(([event]) => `${state} ${event}`),
  );
}

/** The cells of the machine that whole tills took, of those that lead somewhere. */
function cellsTaken(steps: Counts): {
  readonly taken: number;
  readonly of: number;
  readonly missing: string[];
} {
  const seen = new Set(Object.keys(steps).map((step) => step.split(' ').slice(0, 2).join(' ')));
  const cells = changingCells();
  const missing = cells.filter((cell) => !seen.has(cell));
  return { taken: cells.length - missing.length, of: cells.length, missing };
}

/** What a run comes to, in one object. */
export function summaryOf(runs: ManyRuns, walk: WalkReport) {
  const { tally, seeds, seconds, failures } = runs;
  const cells = cellsTaken(tally.steps);
  return {
    checkouts: tally.checkouts,
    paid: tally.paid,
    seeds,
    seconds: Math.round(seconds),
    faults: total(tally.faults),
    attempts: tally.steps['- created CREATED'] ?? 0,
    steps: total(tally.steps),
    tillCells: `${cells.taken}/${cells.of}`,
    legalTaken: `${walk.legal.taken}/${walk.legal.of}`,
    illegalRefused: `${walk.illegal.refused}/${walk.illegal.of}`,
    failingSeeds: failures.map(({ seed }) => seed).slice(0, 20),
    violations: failures.reduce((sum, { violations }) => sum + violations.length, walk.violations.length),
  };
}

/** The same for people, as the tables that docs/simulator.md keeps. */
export function reportOf(runs: ManyRuns): string {
  const { faults, deeds, steps } = runs.tally;
  const { missing } = cellsTaken(steps);
  return [
    ...table('fault', faults),
    ...table('what customers, cashiers and managers did', deeds),
    ...table('step of an attempt, as written', steps),
    '',
    `Cells of the machine that lead somewhere and that no till took: ${missing.join(', ') || 'none'}`,
    '',
  ].join('\n');
}
