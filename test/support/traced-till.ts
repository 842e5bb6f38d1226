/** Runs a till under strace, which writes down what it asks of the system and, where a test wants, lets some of it fail or take long. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { firstConfig, writeConfig } from '../../electron/platform/config.ts';
import { dataPaths } from '../../electron/platform/paths.ts';
import { startGatewayProcess, type GatewayProcess } from './gateway-process.ts';
import { gatewayViolations, lostSales, storeViolations, unsettled } from './ledger-invariants.ts';
import { readLedger } from './ledger.ts';
import { ensureMachine } from './machine.ts';
import { rootFolder } from './repository.ts';
import type { SteadyTillLine, SteadyTillOptions } from './steady-till.ts';

export type SystemCall = {
  readonly name: string;
  readonly descriptor: number;
  /** What the first argument's descriptor names: a path, a pipe, a socket. */
  readonly target: string;
  readonly text: string;
  readonly succeeded: boolean;
  /** Whether strace failed or delayed it, as the test wanted. */
  readonly tampered: boolean;
};

export type TracedHome = {
  readonly store: string;
  readonly gateway: GatewayProcess;
  /** Serves customers under strace and returns what was said and done. `inject` is strace's `-e inject=…`, all of them, on calls about `paths`. */
  serve(
    customers: number,
    fault?: { readonly inject: readonly string[]; readonly paths: readonly string[] },
  ): Promise<TracedRun>;
  /** What breaks a rule: of the store, against what was said, against the gateway's books. */
  violations(lines: readonly SteadyTillLine[]): Promise<string[]>;
  end(): Promise<void>;
};

export type TracedRun = { readonly lines: readonly SteadyTillLine[]; readonly calls: readonly SystemCall[] };

const entry = join(rootFolder, 'test', 'support', 'steady-till.ts');

/** How long a till may take for all its customers. */
const PATIENCE_MS = 90_000;

function endGroup(leader: number | undefined): void {
  if (leader !== undefined) process.kill(-leader, 'SIGKILL');
}

const traced = 'pwrite64,pwritev,write,writev,sendto,sendmsg,fsync,fdatasync,ftruncate';

/**
 * The calls of all threads, a line each. strace writes one that another thread's call interrupts in two parts: something counts as written when its writing
 * began, and as synced only when the sync had returned.
 */
function joined(text: string): string[] {
  const lines: string[] = [];
  const begun = new Map<string, { readonly at: number; readonly part: string }>();
  for (const line of text.split('\n')) {
    const [, thread = '', said = line] = /^(\d+) +(.*)$/.exec(line) ?? [];
    const [, part] = /^(.*) <unfinished \.\.\.>$/.exec(said) ?? [];
    const [, rest] = /^<\.\.\. \w+ resumed>(.*)$/.exec(said) ?? [];
    const first = begun.get(thread);
    if (part !== undefined) begun.set(thread, { at: lines.push('') - 1, part });
    else if (rest === undefined || first === undefined) lines.push(said);
    else if (/^f(data)?sync/.test(first.part)) lines.push(first.part + rest);
    else lines[first.at] = first.part + rest;
  }
  return lines;
}

/** Reads a trace without the times and threads of its calls. */
export function readTrace(text: string): SystemCall[] {
  return joined(text).flatMap((line) => {
    const match = /^(\w+)\((\d+)<([^>]*)>(.*)\) += (-?\d+)(.*)$/.exec(line);
    if (match === null) return [];
    const [, name = '', descriptor = '', target = '', args = '', result = '', rest = ''] = match;
    const tampered = rest.includes('(INJECTED)') || rest.includes('(DELAYED)');
    return [
      {
        name,
        descriptor: Number(descriptor),
        target,
        text: args,
        succeeded: !result.startsWith('-'),
        tampered,
      },
    ];
  });
}

const letters: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, v: 11, f: 12, '"': 34, '\\': 92 };

/** The bytes that a call wrote, as far as the trace shows them. */
export function bytesWritten({ text }: SystemCall): number[] {
  const quoted = /"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? '';
  return [...quoted.matchAll(/\\([0-7]{1,3})|\\(.)|([^\\])/g)].map(([, octal, escaped, plain = '']) => {
    if (octal !== undefined) return Number.parseInt(octal, 8);
    return escaped === undefined ? (plain.codePointAt(0) ?? 0) : (letters[escaped] ?? 0);
  });
}

/** Makes a folder, a gateway, and sees to it that strace is there. */
export async function openTracedHome(): Promise<TracedHome> {
  const machine = ensureMachine(['trace'], (line) => console.log(line));
  if (!machine.ok) throw new Error(machine.advice);
  const folder = mkdtempSync(join(tmpdir(), 'galla-traced-'));
  const dataFolder = join(folder, 'data');
  const { config, store } = dataPaths(dataFolder);
  writeConfig(config, { ...firstConfig, timings: { pollMs: 20, askMs: 20, askMaxMs: 100 } });
  const gateway = await startGatewayProcess({ approveAfterMs: 10 });
  const environment = { ...gateway.environment, GALLA_INSTALLATION_DIR: join(folder, 'installation') };
  const trace = join(folder, 'trace');
  return {
    store: store.training,
    gateway,
    async serve(customers, fault) {
      const options: SteadyTillOptions = { dataFolder, customers };
      const tampering =
        fault === undefined
          ? ['-f', '-e', `trace=${traced}`]
          : [
              '-e',
              `trace=${traced},faccessat,faccessat2,access`,
              ...fault.inject.flatMap((inject) => ['-e', `inject=${inject}`]),
              ...fault.paths.flatMap((path) => ['-P', path]),
            ];
      const child = spawn(
        'strace',
        ['-y', '-s', '200', '-o', trace, ...tampering, process.execPath, entry, JSON.stringify(options)],
        { detached: true, stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...environment } },
      );
      const lines: SteadyTillLine[] = [];
      createInterface({ input: child.stdout }).on('line', (line) =>
        lines.push(JSON.parse(line) as SteadyTillLine),
      );
      const ended = once(child, 'close');
      // strace passes the till's end on; a till that never ends is ended, with its tracer.
      const timer = setTimeout(() => endGroup(child.pid), PATIENCE_MS);
      const [code] = (await ended) as [number | null];
      clearTimeout(timer);
      if (code !== 0) {
        const last = lines.slice(-3).map((line) => JSON.stringify(line));
        throw new Error(`the traced till ended with ${String(code)}, its last words ${last.join()}`);
      }
      return { lines, calls: readTrace(readFileSync(trace, 'utf8')) };
    },
    async violations(lines) {
      const ledger = readLedger(store.training);
      const books = { transactions: await gateway.transactions(), calls: await gateway.calls() };
      const confirmed = lines.flatMap((line) => (line.said === 'paid' ? [line] : []));
      return [
        ...storeViolations(ledger),
        ...lostSales(ledger, confirmed),
        ...gatewayViolations(ledger, books),
        ...unsettled(ledger).map(({ attemptSeq, state }) => `attempt ${attemptSeq} is ${state}`),
      ];
    },
    async end() {
      await gateway.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
