import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootFolder } from '../../support/repository.ts';
import type { Mutant } from './mutants.ts';

const copied = [
  'electron',
  'shared',
  'test/simulation',
  'test/support',
  'test/commands',
  'package.json',
] as const;

/** What became of a mutant: noticed, with what broke first, or not. */
export type MutantResult = { readonly noticed: boolean; readonly said: string };

function patch(folder: string, mutant: Mutant): void {
  for (const { file, find, replace } of mutant.patches) {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    const parts = text.split(find);
    if (parts.length !== 2) throw new Error(`${file} holds ${parts.length - 1} times: ${find}`);
    writeFileSync(path, parts.join(replace));
  }
}

/** Runs the simulator on a copy of the source without a safeguard, until the first seed that breaks or until the budget is spent. */
export async function tryMutant(mutant: Mutant, checkouts: number, workers = 2): Promise<MutantResult> {
  const folder = mkdtempSync(join(tmpdir(), 'galla-mutant-'));
  try {
    for (const path of copied) cpSync(join(rootFolder, path), join(folder, path), { recursive: true });
    symlinkSync(join(rootFolder, 'node_modules'), join(folder, 'node_modules'));
    patch(folder, mutant);
    const args = [
      'test/commands/simulate.ts',
      '--until-failure',
      `--checkouts=${checkouts}`,
      `--workers=${workers}`,
    ];
    const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    await once(child, 'close');
    const first = said.split('\n').find((line) => line.startsWith('seed '));
    return { noticed: first !== undefined && child.exitCode === 1, said: first ?? said.slice(-600) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
