/// <reference lib="dom" />
/**
 * Runs inside pages, once in the page's own world and once in the isolated world of the preload. The two copies call each other's
 * functions through synchronous events whose `detail` Chromium clones, which is what Electron's contextBridge looks like from outside.
 */

/** A value on its way to the other world. */
type Packed =
  | { readonly k: 'value'; readonly v: unknown }
  | { readonly k: 'function' | 'promise'; readonly id: number }
  | { readonly k: 'error'; readonly message: string; readonly stack: string }
  | { readonly k: 'array'; readonly items: readonly Packed[] }
  | { readonly k: 'object'; readonly entries: readonly (readonly [string, Packed])[] };

type BridgeMessage =
  | { readonly t: 'call'; readonly n: number; readonly id: number; readonly args: readonly Packed[] }
  | { readonly t: 'reply'; readonly n: number; readonly ok: boolean; readonly value: Packed }
  | { readonly t: 'settle'; readonly id: number; readonly ok: boolean; readonly value: Packed };

type AnyFunction = (...args: unknown[]) => unknown;

/** What one world knows of the other. */
export interface Peer {
  /** Makes a function of this world callable under a number. */
  readonly provide: (id: number, body: AnyFunction) => void;
  /** Calls a function of the other world. */
  readonly call: (id: number, args: readonly unknown[]) => unknown;
  readonly unpackFrozen: (value: Packed) => unknown;
  readonly pack: (value: unknown) => Packed;
}

const dispatch = EventTarget.prototype.dispatchEvent.bind(globalThis);
const listen = EventTarget.prototype.addEventListener.bind(globalThis);
const CloneEvent = CustomEvent;

interface PeerState {
  readonly send: (message: BridgeMessage) => void;
  readonly functions: Map<number, AnyFunction>;
  readonly ids: WeakMap<AnyFunction, number>;
  readonly replies: Map<number, { ok: boolean; value: Packed }>;
  readonly promises: Map<number, { resolve: (value: unknown) => void; reject: (value: unknown) => void }>;
  readonly proxies: Map<number, AnyFunction>;
  last: number;
}

function isCloneable(value: object): boolean {
  if (ArrayBuffer.isView(value)) return true;
  const kind = Object.prototype.toString.call(value).slice(8, -1);
  return ['Date', 'RegExp', 'Map', 'Set', 'ArrayBuffer', 'Blob', 'File', 'ImageData'].includes(kind);
}

function packFunction(state: PeerState, value: AnyFunction): Packed {
  const known = state.ids.get(value);
  if (known !== undefined) return { k: 'function', id: known };
  state.last += 1;
  state.ids.set(value, state.last);
  state.functions.set(state.last, value);
  return { k: 'function', id: state.last };
}

function packPromise(state: PeerState, value: PromiseLike<unknown>): Packed {
  state.last += 1;
  const id = state.last;
  const settle = (ok: boolean) => (result: unknown) => {
    try {
      state.send({ t: 'settle', id, ok, value: pack(state, result) });
    } catch (error) {
      state.send({ t: 'settle', id, ok: false, value: pack(state, error) });
    }
  };
  value.then(settle(true), settle(false));
  return { k: 'promise', id };
}

function pack(state: PeerState, value: unknown, above: readonly object[] = []): Packed {
  if (typeof value === 'function') return packFunction(state, value as AnyFunction);
  if (typeof value === 'symbol') throw new TypeError('An object could not be cloned.');
  if (typeof value !== 'object' || value === null || isCloneable(value)) return { k: 'value', v: value };
  if (above.includes(value) || above.length > 1000)
    throw new TypeError('Electron contextBridge: circular or too deep objects cannot cross');
  if (value instanceof Promise) return packPromise(state, value);
  if (value instanceof Error) return { k: 'error', message: value.message, stack: value.stack ?? '' };
  const inside = [...above, value];
  if (Array.isArray(value))
    return { k: 'array', items: Array.from(value, (item) => pack(state, item, inside)) };
  return {
    k: 'object',
    entries: Object.entries(value).map(([key, item]) => [key, pack(state, item, inside)] as const),
  };
}

function unpackFunction(state: PeerState, id: number): AnyFunction {
  const known = state.proxies.get(id);
  if (known) return known;
  const proxy: AnyFunction = (...args) => callOther(state, id, args);
  state.proxies.set(id, proxy);
  return proxy;
}

function unpack(state: PeerState, packed: Packed, frozen = false): unknown {
  const keep = <T>(value: T): T => (frozen ? Object.freeze(value) : value);
  switch (packed.k) {
    case 'value':
      return packed.v;
    case 'function':
      return keep(unpackFunction(state, packed.id));
    case 'promise':
      return new Promise((resolve, reject) => state.promises.set(packed.id, { resolve, reject }));
    case 'error':
      return Object.defineProperty(new Error(packed.message), 'stack', {
        value: packed.stack,
        writable: true,
      });
    case 'array':
      return keep(packed.items.map((item) => unpack(state, item, frozen)));
    case 'object':
      return keep(
        Object.fromEntries(packed.entries.map(([key, item]) => [key, unpack(state, item, frozen)])),
      );
  }
}

function callOther(state: PeerState, id: number, args: readonly unknown[]): unknown {
  state.last += 1;
  const n = state.last;
  state.send({ t: 'call', n, id, args: args.map((arg) => pack(state, arg)) });
  const reply = state.replies.get(n);
  state.replies.delete(n);
  if (!reply) throw new Error('electron stand-in: the other world of this page did not answer');
  const value = unpack(state, reply.value);
  if (!reply.ok) throw value;
  return value;
}

function answer(state: PeerState, message: Extract<BridgeMessage, { t: 'call' }>): void {
  let ok = true;
  let value: Packed;
  try {
    const body = state.functions.get(message.id);
    if (!body) throw new Error(`electron stand-in: unknown function ${message.id}`);
    value = pack(state, body(...message.args.map((arg) => unpack(state, arg))));
  } catch (error) {
    ok = false;
    value = pack(state, error);
  }
  state.send({ t: 'reply', n: message.n, ok, value });
}

function receive(state: PeerState, message: BridgeMessage): void {
  if (message.t === 'call') answer(state, message);
  if (message.t === 'reply') state.replies.set(message.n, message);
  if (message.t === 'settle') {
    const promise = state.promises.get(message.id);
    state.promises.delete(message.id);
    const value = unpack(state, message.value);
    if (message.ok) promise?.resolve(value);
    else promise?.reject(value);
  }
}

/** Joins this world to the other; `secret` is known to the two worlds only. Numbers below 10 are kept for the stand-in's own functions. */
export function makePeer(secret: string, world: 'main' | 'isolated'): Peer {
  const other = world === 'main' ? 'isolated' : 'main';
  const state: PeerState = {
    send: (message) => void dispatch(new CloneEvent(`${secret}:${other}`, { detail: message })),
    functions: new Map(),
    ids: new WeakMap(),
    replies: new Map(),
    promises: new Map(),
    proxies: new Map(),
    last: 10,
  };
  listen(`${secret}:${world}`, (event) => {
    event.stopImmediatePropagation();
    receive(state, (event as CustomEvent<BridgeMessage>).detail);
  });
  return {
    provide: (id, body) => void state.functions.set(id, body),
    call: (id, args) => callOther(state, id, args),
    unpackFrozen: (value) => unpack(state, value, true),
    pack: (value) => pack(state, value),
  };
}
