import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { err, type Result } from '../../shared/domain/result.ts';
import { composeTill, type Till } from '../compose.ts';
import type { Ports } from '../platform/ports.ts';
import { workerBeside } from '../platform/workers.ts';
import { readSyncOptions, syncHelp, type SyncOptions } from './sync-options.ts';

const EXIT = { done: 0, waiting: 1, wrongOption: 2, tillClosed: 4 } as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Failures in a row after which --once gives up. */
const FAILURES_MOST = 6;

/** A command has no window and no key store. */
function portsOfCommand(): Ports {
  const none = (): Promise<Result<never, { readonly code: 'secrets-unavailable' }>> =>
    Promise.resolve(err({ code: 'secrets-unavailable' }));
  return {
    secrets: {
      status: () => Promise.resolve({ backend: 'none', strength: 'none' }),
      seal: none,
      unseal: none,
    },
    pdf: { printPdf: () => Promise.reject(new Error('the sync command prints nothing')) },
    dialogs: {
      openFile: () => Promise.resolve(null),
      saveFile: () => Promise.resolve(null),
      pathOf: () => null,
    },
  };
}

/** Opens the till as the app would, under its lock, without a window. */
function openTill({ dataFolder, office }: SyncOptions): Promise<Till> {
  return composeTill({
    dataFolder,
    what: 'sync',
    appVersion: 'sync',
    runtime: `Node ${process.versions.node}`,
    quit: () => undefined,
    ports: portsOfCommand(),
    environment: process.env,
    workerUrl: workerBeside(new URL('../compose.ts', import.meta.url).href),
    report: () => undefined,
    ...(office === null ? {} : { office }),
  });
}

/** What is not acknowledged, refused or not. */
const unacknowledged = ({ waiting, refused, notDeliverable }: SyncStatus): number =>
  waiting + refused + notDeliverable;

function printLine(first: SyncStatus, now: SyncStatus): void {
  const { waiting, refused, ambiguous, notDeliverable, server, problem } = now;
  const pushed = Math.max(0, unacknowledged(first) - unacknowledged(now));
  console.log(
    JSON.stringify({ pushed, waiting, deadLettered: refused, ambiguous, notDeliverable, server, problem }),
  );
}

type OpenSync = NonNullable<ReturnType<Till['shop']>>['sync'];

async function sendOnce(sync: OpenSync, first: SyncStatus): Promise<ExitCode> {
  let status = await sync.settled(FAILURES_MOST);
  if (status.waiting === 0 && status.server === 'base' && status.problem === null) {
    await sync.audit(FAILURES_MOST);
    status = sync.status();
  }
  printLine(first, status);
  return status.waiting === 0 ? EXIT.done : EXIT.waiting;
}

/** Goes on until it is told to stop; says a line for each change of what waits. */
async function sendOn(till: Till, sync: OpenSync, first: SyncStatus): Promise<ExitCode> {
  let said = '';
  const say = (): void => {
    const status = sync.status();
    const text = JSON.stringify({ ...status, lastSuccessAt: null, nextTryAt: null });
    if (text !== said) printLine(first, status);
    said = text;
  };
  const stop = till.subscribe(({ topic }) => {
    if (topic === 'sync') say();
  });
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  stop();
  const status = sync.status();
  printLine(first, status);
  return status.waiting === 0 ? EXIT.done : EXIT.waiting;
}

/** Runs the command; returns its exit code. */
export async function runSync(args: readonly string[]): Promise<ExitCode> {
  const options = readSyncOptions(args, process.env);
  if (options === 'help') {
    console.log(syncHelp);
    return EXIT.done;
  }
  if (options === null) {
    console.error(`An option is wrong.\n\n${syncHelp}`);
    return EXIT.wrongOption;
  }
  const till = await openTill(options);
  try {
    const sync = till.shop()?.sync;
    if (sync !== undefined) {
      const first = sync.status();
      return options.once ? await sendOnce(sync, first) : await sendOn(till, sync, first);
    }
    const problem = till.problem();
    console.error(
      `The till can't be opened: ${problem?.code ?? 'unknown'} ${problem?.detail ?? ''} (${problem?.path ?? ''})`,
    );
    console.log(JSON.stringify({ error: problem?.code ?? 'unknown', detail: problem?.detail ?? '' }));
    return EXIT.tillClosed;
  } finally {
    await till.close();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await runSync(process.argv.slice(2));
