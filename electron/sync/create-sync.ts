import type { PosError } from '../../shared/contract/errors.ts';
import type { Reply, Request } from '../../shared/contract/ipc.ts';
import type { SyncProblem, SyncSettings, SyncStatus, SyncWords } from '../../shared/contract/sync.ts';
import { assertNever, ok, type Result } from '../../shared/domain/result.ts';
import { createBell, type Bell } from './bell.ts';
import { listEntries, resendEntry, wordsOf } from './entries.ts';
import type { ReadBack } from '../../shared/contract/read-back.ts';
import { pauseAfter } from './pauses.ts';
import { readBack, type HeldBack, type ReadBackWish } from './read-back.ts';
import type { SyncDeps } from './ports.ts';
import { openSender, type Sender } from './sender.ts';
import { statusOf } from './status.ts';
import { trouble, type Step } from './step.ts';
import { officeInUse, saveSettings, viewSettings } from './sync-settings.ts';

/** The sending of a store's outbox to the office. */
export type Sync = {
  readonly status: () => SyncStatus;
  /** Begins; call it once the till can sell. */
  readonly begin: () => void;
  /** Something was committed that may have to be sent. Costs nothing. */
  readonly nudge: () => void;
  /** A person wants it tried now, whatever the pause. */
  readonly tryNow: () => SyncStatus;
  readonly view: () => SyncSettings;
  readonly save: (request: Request<'saveSyncSettings'>) => Promise<Result<SyncSettings, PosError>>;
  readonly list: (request: Request<'listSyncEntries'>) => Reply<'listSyncEntries'>;
  readonly words: (seq: number) => Result<SyncWords, PosError>;
  readonly resend: (request: Request<'resendSync'>) => Promise<Result<SyncStatus, PosError>>;
  /**
   * Resolves when nothing waits and nothing is in doubt, when a person must act, or after so many failures in a row; with the status then. At a base-contract
   * server a last look for doubles belongs to it.
   */
  readonly settled: (failuresMost: number) => Promise<SyncStatus>;
  /** Reads back what the office holds of this till, and writes what is lost here. Null where no office is set up. `onPart`: how far it came when it broke off. */
  readonly readBack: (
    wish: ReadBackWish,
    onPart: (sofar: ReadBack) => void,
  ) => Promise<Result<HeldBack, PosError> | null>;
  /** Base contract: looks for doubles now, once the step under way is over; resolves when it has. */
  readonly audit: (failuresMost?: number) => Promise<void>;
  /** Ends it; a request under way is cut, which is no different from a line that breaks. Call it before the store is closed. */
  readonly close: () => Promise<void>;
};

/** While a bill was committed so recently, the sending leaves gaps between its steps. */
const BUSY_MS = 2000;
const GAP_MS = 100;
/** The window is told of a number that counts down no more often than this. */
const TELL_MS = 250;

type Inside = {
  readonly deps: SyncDeps;
  readonly bell: Bell;
  sender: Sender | null;
  problem: SyncProblem | null;
  paused: boolean;
  failures: number;
  nextTryAt: number | null;
  nudgedAt: number;
  version: number;
  told: string;
  toldAt: number;
  isClosed: boolean;
  /** The settings changed: the server is opened anew. */
  stale: boolean;
  /** A look for doubles is wanted before anything else. */
  auditWanted: boolean;
  running: Promise<void>;
  nudging: NodeJS.Timeout | null;
  readonly watchers: Set<() => void>;
};

function status(inside: Inside): SyncStatus {
  return statusOf(inside.deps.reader, inside);
}

/** Tells the window when something changed that it shows. */
function tell(inside: Inside, isSure: boolean): void {
  if (inside.isClosed) return;
  const now = inside.deps.clock.monotonic();
  if (!isSure && now - inside.toldAt < TELL_MS) return;
  const text = JSON.stringify(status(inside));
  if (text === inside.told) return;
  inside.told = text;
  inside.toldAt = now;
  inside.version += 1;
  inside.deps.emit({ topic: 'sync', id: '', version: inside.version });
}

function isBusy({ deps, nudgedAt }: Inside): boolean {
  return deps.clock.monotonic() - nudgedAt < BUSY_MS;
}

/** Opens the server that the settings name; null while there is none that can be used. */
async function openOffice(inside: Inside): Promise<void> {
  const { deps } = inside;
  await inside.sender?.close();
  inside.sender = null;
  inside.stale = false;
  const office = await officeInUse(deps);
  inside.failures = 0;
  inside.problem = office.ok || office.error === 'off' ? null : office.error;
  inside.paused = inside.problem !== null;
  if (office.ok && !inside.isClosed)
    inside.sender = openSender({ ...deps, isBusy: () => isBusy(inside) }, office.value);
}

/** A step that throws is a bug; it is reported, and the rest of the till goes on. */
async function safeStep(inside: Inside, sender: Sender): Promise<Step> {
  try {
    if (!inside.auditWanted) return await sender.step();
    const audited = await sender.audit();
    if (audited.kind !== 'trouble') inside.auditWanted = false;
    return audited;
  } catch (thrown) {
    inside.deps.report('sync-bug', { detail: thrown instanceof Error ? thrown.message : String(thrown) });
    return trouble('store', 'server');
  }
}

type Pause = { readonly ms: number | null; readonly hearsSoft: boolean };

function pauseOf(inside: Inside, step: Step): Pause {
  const { deps } = inside;
  const now = deps.clock.now();
  switch (step.kind) {
    case 'again': {
      Object.assign(inside, { failures: 0, problem: null, paused: false, nextTryAt: null });
      return { ms: isBusy(inside) ? GAP_MS : 0, hearsSoft: false };
    }
    case 'rest': {
      Object.assign(inside, { failures: 0, problem: null, paused: false, nextTryAt: step.untilMs });
      return { ms: step.untilMs === null ? null : Math.max(1, step.untilMs - now), hearsSoft: true };
    }
    case 'trouble': {
      inside.failures += 1;
      const ms = pauseAfter(deps.pauses, step, inside.failures, deps.random);
      const isPaused = step.weight === 'person';
      Object.assign(inside, { problem: step.problem, paused: isPaused, nextTryAt: now + ms });
      if (inside.failures === 1) deps.report('sync-trouble', { problem: step.problem });
      return { ms, hearsSoft: false };
    }
    default:
      return assertNever(step);
  }
}

async function loop(inside: Inside): Promise<void> {
  while (!inside.isClosed) {
    if (inside.stale) await openOffice(inside);
    const { sender } = inside;
    const step: Step = sender === null ? { kind: 'rest', untilMs: null } : await safeStep(inside, sender);
    if (inside.isClosed || inside.stale) continue;
    const pause: Pause = sender === null ? { ms: null, hearsSoft: false } : pauseOf(inside, step);
    tell(inside, step.kind !== 'again');
    for (const look of inside.watchers) look();
    await inside.bell.wait(pause.ms, pause.hearsSoft);
  }
}

/** A sale was committed: it is seen at once in the numbers, and sent when the sale's own work is done. */
function nudge(inside: Inside): void {
  const { clock, pauses } = inside.deps;
  inside.nudgedAt = clock.monotonic();
  if (inside.nudging !== null || inside.isClosed) return;
  inside.nudging = setTimeout(() => {
    inside.nudging = null;
    tell(inside, true);
    inside.bell.ring(false);
  }, pauses.courtesyMs);
  inside.nudging.unref();
}

function isSettled(inside: Inside, failuresMost: number): boolean {
  const { waiting, state } = status(inside);
  if (state === 'off' || state === 'paused') return true;
  return (
    inside.failures >= failuresMost ||
    (waiting === 0 && inside.failures === 0 && inside.sender?.kind() !== null)
  );
}

function watch(inside: Inside, isReached: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (!isReached() && !inside.isClosed) return;
      inside.watchers.delete(look);
      resolve();
    };
    inside.watchers.add(look);
    inside.bell.ring(true);
  });
}

/** Makes the sending of a store; nothing leaves before `begin`. */
export function createSync(deps: SyncDeps): Sync {
  const inside: Inside = {
    deps,
    bell: createBell(),
    sender: null,
    problem: null,
    paused: false,
    failures: 0,
    nextTryAt: null,
    nudgedAt: -BUSY_MS,
    version: 0,
    told: '',
    toldAt: -TELL_MS,
    isClosed: false,
    stale: true,
    auditWanted: false,
    running: Promise.resolve(),
    nudging: null,
    watchers: new Set(),
  };
  return {
    status: () => status(inside),
    begin: () => {
      inside.running = loop(inside);
    },
    nudge: () => nudge(inside),
    tryNow: () => {
      inside.failures = 0;
      inside.bell.ring(true);
      return status(inside);
    },
    view: () => viewSettings(deps),
    save: async (request) => {
      const saved = await saveSettings(deps, request);
      if (!saved.ok) return saved;
      inside.stale = true;
      inside.bell.ring(true);
      return ok(viewSettings(deps));
    },
    list: (request) => listEntries(deps, inside.sender?.kind() ?? null, request),
    readBack: (wish, onPart) => readBack({ ...deps, isBusy: () => isBusy(inside) }, wish, onPart),
    words: (seq) => wordsOf(deps, seq),
    resend: async (request) => {
      const sent = await resendEntry(deps, request);
      if (!sent.ok) return sent;
      inside.bell.ring(true);
      tell(inside, true);
      return ok(status(inside));
    },
    settled: async (failuresMost) => {
      await watch(inside, () => isSettled(inside, failuresMost));
      return status(inside);
    },
    audit: async (failuresMost = Infinity) => {
      inside.auditWanted = true;
      await watch(inside, () => !inside.auditWanted || inside.failures >= failuresMost);
      inside.auditWanted = false;
    },
    close: async () => {
      inside.isClosed = true;
      if (inside.nudging !== null) clearTimeout(inside.nudging);
      await inside.sender?.close();
      inside.bell.ring(true);
      await inside.running;
      for (const look of inside.watchers) look();
    },
  };
}
