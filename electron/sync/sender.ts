import type { ServerKind, SyncMemory } from '../../shared/contract/sync.ts';
import { auditOrders } from './base/audit.ts';
import { openBaseApi } from './base/api.ts';
import { deliverNext, type BaseSender } from './base/deliver.ts';
import { applyDueChanges, pullCatalogue } from './central/catalogue.ts';
import { bestPackings } from './central/packing.ts';
import { pushBatch, type CentralSender } from './central/push.ts';
import { detectServer } from './detect.ts';
import { openLine, type Line } from './line.ts';
import { recall, remember } from './memory.ts';
import type { Office, SenderDeps } from './ports.ts';
import { again, trouble, type Step } from './step.ts';
import { viewSettings } from './sync-settings.ts';

/** As the trial of the server's side found best: a push that is larger gains nothing, and makes a reply that is lost cost more. */
const EVENTS_MOST = 500;
const BYTES_MOST = 1_500_000;
/** The date of the last success is written at most this often: it is worth no fsync of its own while orders leave. */
const REMEMBER_MS = 30_000;

type ToServer =
  | { readonly kind: 'central'; readonly sender: CentralSender }
  | { readonly kind: 'base'; readonly sender: BaseSender };

/** The sending to one server, step by step. */
export type Sender = {
  readonly office: Office;
  readonly kind: () => ServerKind | null;
  readonly lastSuccessAt: () => number | null;
  /** Does the next thing that is to be done. One at a time. */
  readonly step: () => Promise<Step>;
  /** Base contract: looks for doubles now, whenever the last look was. */
  readonly audit: () => Promise<Step>;
  readonly close: () => Promise<void>;
};

type Inside = {
  readonly deps: SenderDeps;
  readonly office: Office;
  readonly stop: AbortController;
  /** A fresh connection for every call: a pooled socket may die under one that must not be made twice. */
  readonly line: Line;
  /** Connections that stay, for ours, which knows an event by its id: as many as pushes may be on their way at once. */
  readonly pooled: readonly [Line, Line];
  memory: SyncMemory;
  rememberedAt: number;
  toServer: ToServer | null;
  /** When the catalogue's changes were last asked for, in this run. */
  pulledAt: number;
};

function keep(inside: Inside, change: Partial<SyncMemory>): void {
  const now = inside.deps.clock.now();
  inside.memory = { ...inside.memory, ...change };
  inside.rememberedAt = now;
  remember(inside.deps.writer, inside.memory, now);
}

function succeeded(inside: Inside): void {
  const now = inside.deps.clock.now();
  inside.memory = { ...inside.memory, lastSuccessAt: now };
  if (now - inside.rememberedAt >= REMEMBER_MS) keep(inside, {});
}

function centralSender(
  inside: Inside,
  limits: CentralSender['limits'],
  packings: CentralSender['packings'],
): ToServer {
  const { deps, office, pooled } = inside;
  const sender = {
    deps,
    office,
    lines: pooled,
    limits,
    mostLimits: limits,
    packings,
    flights: [],
    isQuick: false,
    succeeded: () => succeeded(inside),
  };
  return { kind: 'central', sender };
}

function baseSender(inside: Inside): ToServer {
  const { deps, office, line, stop } = inside;
  const sender: BaseSender = {
    deps,
    server: office.url,
    api: openBaseApi(office, line, deps.clock.now, stop.signal),
    mapping: () => viewSettings(deps).mapping,
    newestId: null,
    succeeded: () => succeeded(inside),
  };
  return { kind: 'base', sender };
}

/** Finds out what the server is, unless the owner has said it. One that was ours is never taken for another. */
async function meet(inside: Inside): Promise<Step> {
  const { deps, office, line, stop, memory } = inside;
  const choice = viewSettings(deps).server;
  if (choice === 'base') {
    inside.toServer = baseSender(inside);
    return again;
  }
  const met = await detectServer(office, line, deps.clock.now, stop.signal);
  if (!met.ok) return met.error;
  succeeded(inside);
  if (met.value.kind === 'base') {
    if (choice === 'central' || memory.kind === 'central') return trouble('server-changed', 'server');
    inside.toServer = baseSender(inside);
  } else {
    const { maxEvents, maxBytes, encodings } = met.value.about;
    const events = Math.min(EVENTS_MOST, deps.eventsMost ?? EVENTS_MOST, maxEvents);
    const limits = { events, bytes: Math.min(BYTES_MOST, maxBytes / 2) };
    inside.toServer = centralSender(inside, limits, bestPackings(encodings));
  }
  if (memory.kind !== met.value.kind) keep(inside, { kind: met.value.kind });
  return again;
}

async function audit(inside: Inside, sender: BaseSender): Promise<Step> {
  const audited = await auditOrders(sender);
  if (audited.kind === 'again') keep(inside, { lastAuditAt: inside.deps.clock.now() });
  return audited;
}

/** With nothing else to do: the look for doubles when it is due, and when the next one is. */
async function restOfBase(
  inside: Inside,
  sender: BaseSender,
  rest: Extract<Step, { kind: 'rest' }>,
): Promise<Step> {
  const { clock, pauses } = inside.deps;
  const auditAt = (inside.memory.lastAuditAt ?? 0) + pauses.auditMs;
  if (rest.untilMs === null && auditAt <= clock.now()) {
    const audited = await audit(inside, sender);
    if (audited.kind !== 'again') return audited;
    return { kind: 'rest', untilMs: clock.now() + pauses.auditMs };
  }
  return { kind: 'rest', untilMs: Math.min(rest.untilMs ?? auditAt, auditAt) };
}

/** With nothing to send: what the office changed in the catalogue, when it is time to ask, and what has its day today. */
async function restOfCentral(inside: Inside): Promise<Step> {
  const { deps, office, pooled } = inside;
  const { clock, pauses } = deps;
  const puller = { deps, office, line: pooled[0] };
  const nextPull = (): number => inside.pulledAt + pauses.catalogueMs;
  if (clock.now() - inside.pulledAt >= pauses.catalogueMs) {
    const pulled = await pullCatalogue(puller, inside.memory.catalogueRevision);
    inside.pulledAt = clock.now();
    // Orders matter more than prices: a catalogue that can't be had is asked for again later, and holds nothing up.
    if (!pulled.ok) {
      deps.report('catalogue-not-pulled', { problem: pulled.error.problem });
      return pulled.error.weight === 'person' ? pulled.error : { kind: 'rest', untilMs: nextPull() };
    }
    succeeded(inside);
    if (pulled.value !== inside.memory.catalogueRevision) keep(inside, { catalogueRevision: pulled.value });
  }
  const applied = await applyDueChanges(puller, inside.memory.catalogueRevision);
  if (!applied.ok) return applied.error;
  return applied.value ? again : { kind: 'rest', untilMs: inside.pulledAt + pauses.catalogueMs };
}

async function step(inside: Inside): Promise<Step> {
  const { toServer } = inside;
  if (toServer === null) return meet(inside);
  if (toServer.kind === 'central') {
    const pushed = await pushBatch(toServer.sender, inside.stop.signal);
    if (pushed.kind === 'rest') return restOfCentral(inside);
    // The server says of itself that it is another now: it is met anew, and believed only if it is ours.
    if (pushed.kind === 'trouble' && pushed.problem === 'server-changed') inside.toServer = null;
    return pushed;
  }
  const delivered = await deliverNext(toServer.sender);
  return delivered.kind === 'rest' ? restOfBase(inside, toServer.sender, delivered) : delivered;
}

/** Opens the sending to a server. Nothing is sent before the first step. */
export function openSender(deps: SenderDeps, office: Office): Sender {
  const options = {
    origin: new URL(office.url).origin,
    timeouts: deps.timeouts,
    ...(deps.ca === undefined ? {} : { ca: deps.ca }),
  };
  const inside: Inside = {
    deps,
    office,
    stop: new AbortController(),
    line: openLine({ ...options, keepAlive: false }),
    pooled: [openLine({ ...options, keepAlive: true }), openLine({ ...options, keepAlive: true })],
    memory: recall(deps.reader, office.url),
    rememberedAt: 0,
    toServer: null,
    pulledAt: -deps.pauses.catalogueMs,
  };
  return {
    office,
    kind: () => inside.toServer?.kind ?? inside.memory.kind,
    lastSuccessAt: () => inside.memory.lastSuccessAt,
    step: () => step(inside),
    audit: async () => {
      // What the server is may only be remembered from an earlier run: then it is met first, or there would be nobody to look at.
      const met = inside.toServer === null ? await meet(inside) : again;
      if (met.kind !== 'again') return met;
      return inside.toServer?.kind === 'base' ? audit(inside, inside.toServer.sender) : again;
    },
    close: async () => {
      inside.stop.abort();
      await Promise.all([inside.line, ...inside.pooled].map((line) => line.close()));
      if (inside.memory.lastSuccessAt !== null) keep(inside, {});
    },
  };
}
