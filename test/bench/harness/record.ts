import { appendFileSync, mkdirSync } from 'node:fs';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../support/repository.ts';
import { isMet } from './table.ts';
import { ratiosAreSure, type Work, type WorkReport } from './work.ts';

/** What it was measured on: cores, model, memory, system and Node, and nothing that names the machine. */
export function machineText(): string {
  const all = cpus();
  const model = all[0]?.model.trim() ?? 'unknown processor';
  const gib = Math.round(totalmem() / 2 ** 30);
  return `${all.length} cores of ${model}, ${gib} GiB, ${process.platform} ${release().split('-')[0] ?? ''}, Node ${process.versions.node}`;
}

/** How busy the machine is: the load of the last minute, which on a quiet machine is the bench's own, about 1. */
export function loadText(): string {
  return (loadavg()[0] ?? 0).toFixed(1);
}

const folder = join(rootFolder, 'test-results', 'bench');

/** Keeps a work's rows as JSON lines in test-results/bench/NAME.jsonl, one run after the other. */
export function keepResults(work: Work, report: WorkReport, quick: boolean, atMs: number): void {
  mkdirSync(folder, { recursive: true });
  const run = {
    at: new Date(atMs).toISOString(),
    machine: machineText(),
    load: loadText(),
    runtime: report.runtime,
    quick,
    sameAgainstSame: report.sameAgainstSame,
  };
  const sure = ratiosAreSure(report);
  const lines = report.rows.map((row) =>
    JSON.stringify({ ...run, work: work.name, ...row, met: isMet(row, sure) }),
  );
  appendFileSync(join(folder, `${work.name}.jsonl`), `${lines.join('\n')}\n`);
}
