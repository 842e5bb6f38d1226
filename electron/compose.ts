import { existsSync } from 'node:fs';
import type { TillConfig } from '../shared/contract/config.ts';
import { posError, type PosError } from '../shared/contract/errors.ts';
import type { PosEvent } from '../shared/contract/events.ts';
import type { Handlers } from '../shared/contract/ipc.ts';
import type { Language, Mode, Settings, Snapshot } from '../shared/contract/till.ts';
import { err, ok, type Result } from '../shared/domain/result.ts';
import { firstBackupsConfig } from './backup/index.ts';
import { systemClock } from './platform/clock.ts';
import { firstConfig, readConfig, writeConfig, type ConfigProblem } from './platform/config.ts';
import { systemIds } from './platform/ids.ts';
import { acquireLock, type Lock } from './platform/lock.ts';
import { dataPaths, type DataPaths } from './platform/paths.ts';
import { joinBackups, type Backups } from './till/join-backups.ts';
import { openShop, type OpenShop, type ShopEnvironment } from './till/open-shop.ts';
import {
  closedProblem,
  configProblem,
  lockProblem,
  storeProblem,
  type TillProblem,
} from './till/problems.ts';
import { afterLostStore, withSeenLetters } from './till/series-letters.ts';
import { shopHandlers, type BackupChannel, type ShopHandlers } from './till/shop-handlers.ts';

export { backUpFolder, lookAtBackup, modeOfFolder, restoreFolder } from './till/shell-backups.ts';

/** What a till is opened with. Nothing of it needs Electron: the app lends its ports, commands and tests their own. */
export type TillOptions = Omit<
  ShopEnvironment,
  'paths' | 'emit' | 'clock' | 'ids' | 'language' | 'storeMoved'
> & {
  readonly dataFolder: string;
  /** What holds the data folder, as others are told: `app`, `import`. */
  readonly what: string;
  readonly appVersion: string;
  readonly runtime: string;
  /** Asks the program to end, as the window's cross does. */
  readonly quit: () => void;
  /** Keeps the window out of screenshots and shared screens; absent where there is no window. */
  readonly guardWindow?: (on: boolean) => void;
  readonly clock?: ShopEnvironment['clock'];
  readonly ids?: ShopEnvironment['ids'];
  /** How long after its start the till looks for a backup or a check that is due; absent: a minute, so that the counter comes first. */
  readonly firstLookMs?: number;
};

/** A till that is open, or says what keeps it from opening. */
export type Till = {
  readonly handlers: Handlers;
  /** Calls `listener` for each event until the returned function is called. */
  readonly subscribe: (listener: (event: PosEvent) => void) => () => void;
  /** The shop when its store is open; null while something keeps it from opening. */
  readonly shop: () => OpenShop | null;
  readonly problem: () => TillProblem | null;
  /** Whether a payment's outcome is open now: closing then asks first. */
  readonly paymentOpen: () => boolean;
  readonly language: () => Language;
  readonly weakStorageAccepted: () => boolean;
  /** Ends everything in order; what was under way with the gateway is asked about at the next start. */
  readonly close: () => Promise<void>;
};

/** The channels that the till itself answers; all others belong to the open shop. */
type TillHandlers = Omit<Handlers, keyof ShopHandlers | BackupChannel>;

type State = {
  /** Resolves when the last opening or closing is over: one at a time, whatever is pressed how often. */
  turn: Promise<unknown>;
  /** How often a store was opened in this run. */
  opening: number;
  config: TillConfig;
  lock: Lock | null;
  opened: { readonly shop: OpenShop } | { readonly problem: TillProblem };
};

type Inside = {
  readonly options: TillOptions;
  readonly environment: ShopEnvironment;
  readonly paths: DataPaths;
  readonly state: State;
  readonly emit: (event: PosEvent) => void;
  readonly backups: () => Backups;
};

/** Takes the lock, once, and reads the configuration, again at each try: the shop's language is needed also where the lock can't be had. */
function prepare({ options, environment, paths, state }: Inside): TillProblem | null {
  let hindered: TillProblem | null = null;
  if (state.lock === null) {
    const locked = acquireLock(paths.folder, options.what, environment.clock);
    if (locked.ok) state.lock = locked.value;
    else hindered = lockProblem(paths, locked.error);
  }
  const config: Result<TillConfig, ConfigProblem> = readConfig(paths.config);
  if (!config.ok) return hindered ?? configProblem(config.error);
  state.config = config.value;
  return hindered;
}

function keepConfig({ state, paths }: Inside, config: TillConfig): void {
  state.config = config;
  writeConfig(paths.config, config);
}

/** Opens the store of the mode in force. `create` makes a store that is missing, and only then. */
async function open(inside: Inside, create: boolean, wasPutBack = false): Promise<void> {
  const { state, environment, paths } = inside;
  const hindered = prepare(inside);
  if (hindered !== null) {
    state.opened = { problem: hindered };
    return;
  }
  const { mode, storeCreated } = state.config;
  if (create && storeCreated[mode] && !existsSync(paths.store[mode])) {
    // On disk before the new store is: a crash in between skips letters, it never uses one twice.
    keepConfig(inside, afterLostStore(state.config));
  }
  const shop = await openShop(environment, state.config, {
    create: create || !storeCreated[mode],
    wasPutBack,
  });
  if (!shop.ok) {
    state.opened = { problem: shop.error };
    return;
  }
  state.opened = { shop: shop.value };
  state.opening += 1;
  inside.backups().opened(shop.value);
  const seen = withSeenLetters(state.config, shop.value.store.reader);
  if (seen === state.config && storeCreated[mode]) return;
  keepConfig(inside, { ...seen, storeCreated: { ...storeCreated, [mode]: true } });
}

function openedShop(state: State): OpenShop | null {
  return 'shop' in state.opened ? state.opened.shop : null;
}

async function snapshotOf({ options, state }: Inside): Promise<Snapshot> {
  const { language, mode } = state.config;
  const { runtime, appVersion } = options;
  if ('problem' in state.opened) {
    return { kind: 'problem', problem: state.opened.problem, language, mode, runtime, appVersion };
  }
  return { kind: 'ready', mode, language, runtime, appVersion, ...(await state.opened.shop.snapshot()) };
}

async function settingsOf({ paths, state }: Inside): Promise<Result<Settings, PosError>> {
  const shop = openedShop(state);
  if (shop === null) return err(posError('store-unavailable'));
  const { mode, language } = state.config;
  const { opening } = state;
  return ok({ mode, language, opening, dataFolder: paths.folder, ...(await shop.settings.view()) });
}

/** Runs openings and closings one after the other. */
function inTurn<T>(state: State, work: () => Promise<T>): Promise<T> {
  const run = state.turn.then(work);
  state.turn = run.catch(() => undefined);
  return run;
}

/** Tries to open the shop that the configuration names, unless one is open. */
async function reopen(inside: Inside, create: boolean): Promise<Result<Snapshot, PosError>> {
  const shop = openedShop(inside.state);
  if (shop === null) await open(inside, create);
  const snapshot = await snapshotOf(inside);
  inside.emit({ topic: 'snapshot', id: '', version: inside.environment.clock.now() });
  return ok(snapshot);
}

async function setMode(inside: Inside, mode: Mode): Promise<Result<Snapshot, PosError>> {
  const { state, paths } = inside;
  if (mode === state.config.mode) return ok(await snapshotOf(inside));
  const shop = openedShop(state);
  if (shop?.paymentOpen() === true) return err(posError('mode-busy'));
  await shop?.close();
  state.opened = { problem: closedProblem(paths) };
  state.config = { ...state.config, mode };
  writeConfig(paths.config, state.config);
  return reopen(inside, false);
}

/** The store's file is not in its place any more: it is put back with everything in it, and the shop opened on it again. */
async function putBack(inside: Inside): Promise<void> {
  const { state, paths, environment, emit } = inside;
  const shop = openedShop(state);
  if (shop === null || shop.store.isInPlace()) return;
  const back = shop.store.putBack();
  if (!back.ok) {
    // The store still holds everything: it says so again soon, and then this is tried again.
    environment.report('store-not-put-back', { code: back.error.code, detail: back.error.detail });
    if (back.error.code !== 'corrupt') return;
    // What it holds is mixed with what is not ours: that is damage, and nothing more is sold on it.
    await shop.close();
    state.opened = { problem: storeProblem(back.error) };
    emit({ topic: 'snapshot', id: '', version: environment.clock.now() });
    return;
  }
  environment.report('store-put-back');
  await shop.close();
  state.opened = { problem: closedProblem(paths) };
  await open(inside, false, true);
  emit({ topic: 'snapshot', id: '', version: environment.clock.now() });
}

/** Does work that nobody may have the store open for, and opens the shop again after it, come what may. */
function whileClosed<T>(inside: Inside, work: () => Promise<T>): Promise<T> {
  const { state, paths } = inside;
  return inTurn(state, async () => {
    await openedShop(state)?.close();
    state.opened = { problem: closedProblem(paths) };
    try {
      return await work();
    } finally {
      await reopen(inside, false);
    }
  });
}

const DAMAGE_AGAIN_MS = 5000;

/** The store's file is damaged: nothing more is sold into it. A payment that is open is seen through first. */
function stopOnDamage(inside: Inside, detail: string): void {
  const { state, paths, environment, emit } = inside;
  const path = paths.store[state.config.mode];
  void inTurn(state, async () => {
    const shop = openedShop(state);
    if (shop === null) return;
    if (shop.paymentOpen()) {
      setTimeout(() => stopOnDamage(inside, detail), DAMAGE_AGAIN_MS).unref();
      return;
    }
    await shop.close();
    state.opened = { problem: storeProblem({ code: 'corrupt', path, detail }) };
    emit({ topic: 'snapshot', id: '', version: environment.clock.now() });
  });
}

function backupsOf(inside: Inside): Backups {
  const { state, environment } = inside;
  return joinBackups({
    ...environment,
    mode: () => state.config.mode,
    config: {
      read: () => state.config.backups ?? firstBackupsConfig,
      write: (backups) => keepConfig(inside, { ...state.config, backups }),
    },
    shop: () => openedShop(state),
    holdsFolder: () => state.lock !== null,
    whileClosed: (work) => whileClosed(inside, work),
    onDamage: (detail) => stopOnDamage(inside, detail),
    firstLookMs: inside.options.firstLookMs,
  });
}

function changedSettings(inside: Inside): Promise<Result<Settings, PosError>> {
  inside.emit({ topic: 'settings', id: '', version: inside.environment.clock.now() });
  return settingsOf(inside);
}

function tillHandlers(inside: Inside): TillHandlers {
  const { state, options, paths } = inside;
  return {
    getSnapshot: async () => ok(await snapshotOf(inside)),
    retryOpenStore: () => inTurn(state, () => reopen(inside, false)),
    createMissingStore: () => inTurn(state, () => reopen(inside, true)),
    guardWindow: ({ on }) => {
      options.guardWindow?.(on);
      return ok(undefined);
    },
    quitApp: () => {
      options.quit();
      return ok(undefined);
    },
    getSettings: () => settingsOf(inside),
    saveShop: async (request) => {
      const shop = openedShop(state);
      if (shop === null) return err(posError('store-unavailable'));
      const saved = shop.settings.saveShop(request);
      if (saved.ok) shop.shopSaved();
      return saved.ok ? changedSettings(inside) : saved;
    },
    saveGateway: async (request) => {
      const shop = openedShop(state);
      if (shop === null) return err(posError('store-unavailable'));
      const saved = await shop.saveGateway(request);
      return saved.ok ? changedSettings(inside) : saved;
    },
    setKeyedCard: async (request) => {
      const shop = openedShop(state);
      if (shop === null) return err(posError('store-unavailable'));
      const saved = await shop.setKeyedCard(request);
      return saved.ok ? changedSettings(inside) : saved;
    },
    setMode: ({ mode }) => inTurn(state, () => setMode(inside, mode)),
    setLanguage: ({ language }) => {
      state.config = { ...state.config, language };
      writeConfig(paths.config, state.config);
      return changedSettings(inside);
    },
  };
}

/** The shop's handlers; a day that was closed is backed up. */
function closingTo(backups: Backups, handlers: ShopHandlers): ShopHandlers {
  return {
    ...handlers,
    closeDay: async (request) => {
      const closed = await handlers.closeDay(request);
      if (closed.ok) backups.dayClosed();
      return closed;
    },
  };
}

/**
 * Opens a till on a data folder. It always answers: where the lock, the configuration or the store is in the way, the till's snapshot says
 * what is wrong and the ways out, and nothing on disk was changed.
 */
export async function composeTill(options: TillOptions): Promise<Till> {
  const listeners = new Set<(event: PosEvent) => void>();
  const emit = (event: PosEvent): void => {
    for (const listener of listeners) listener(event);
  };
  const paths = dataPaths(options.dataFolder);
  const { clock = systemClock, ids = systemIds } = options;
  const state: State = {
    turn: Promise.resolve(),
    opening: 0,
    config: firstConfig,
    lock: null,
    opened: { problem: closedProblem(paths) },
  };
  const language = (): Language => state.config.language;
  let isPuttingBack = false;
  const storeMoved = (): void => {
    if (isPuttingBack) return;
    isPuttingBack = true;
    void inTurn(state, () => putBack(inside)).finally(() => {
      isPuttingBack = false;
    });
  };
  const inside: Inside = {
    options,
    environment: { ...options, clock, ids, paths, emit, language, storeMoved },
    paths,
    state,
    emit,
    backups: () => backups,
  };
  const backups = backupsOf(inside);
  await open(inside, false);
  return {
    handlers: {
      ...tillHandlers(inside),
      ...backups.handlers,
      ...closingTo(
        backups,
        shopHandlers(() => openedShop(state)?.doors ?? null),
      ),
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    shop: () => openedShop(state),
    problem: () => ('problem' in state.opened ? state.opened.problem : null),
    paymentOpen: () => openedShop(state)?.paymentOpen() ?? false,
    language,
    weakStorageAccepted: () => openedShop(state)?.settings.weakStorageAccepted() ?? false,
    close: () =>
      inTurn(state, async () => {
        await backups.close();
        await openedShop(state)?.close();
        state.opened = { problem: closedProblem(paths) };
        state.lock?.release();
        state.lock = null;
      }),
  };
}
