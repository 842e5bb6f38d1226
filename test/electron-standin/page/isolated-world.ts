/// <reference lib="dom" />
import type { Peer } from './bridge.ts';
import { decode, encode } from '../codec.ts';

/** What main tells a page about its preload and itself. */
export interface PreloadFacts {
  readonly preloadPath: string | null;
  readonly inSubFrames: boolean;
  readonly process: Record<string, unknown>;
}

type PageListener = (...args: unknown[]) => void;
interface Entry {
  readonly listener: PageListener;
  readonly once: boolean;
}

const exposeFunction = 1;
const hostFunction = 2;
const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const listeners = new Map<string, Entry[]>();
let lastNumber = 0;
let post: (text: string) => void = () => undefined;

function toMain(message: Record<string, unknown>): void {
  post(JSON.stringify({ ...message, href: location.href, origin: globalThis.origin }));
}

function askMain(message: Record<string, unknown>): Promise<unknown> {
  lastNumber += 1;
  const n = lastNumber;
  return new Promise((resolve, reject) => {
    waiting.set(n, { resolve, reject });
    toMain({ ...message, n });
  });
}

/** Takes a message of main: the answer to a question, or a message for a listener. */
function receiveFromMain(message: {
  t: string;
  n: number;
  ok: boolean;
  channel: string;
  value: string;
}): void {
  if (message.t === 'reply') {
    const question = waiting.get(message.n);
    waiting.delete(message.n);
    const value = decode(message.value);
    if (message.ok) question?.resolve(value);
    else question?.reject(value instanceof Error ? value : new Error(String(value)));
    return;
  }
  const args = decode(message.value) as unknown[];
  for (const { listener } of takeListeners(message.channel))
    listener(strictObject({ sender: ipcRenderer, ports: [] }, 'IpcRendererEvent'), ...args);
}

function takeListeners(channel: string): readonly Entry[] {
  const present = listeners.get(channel) ?? [];
  listeners.set(
    channel,
    present.filter(({ once }) => !once),
  );
  return present;
}

function strictObject<T extends object>(target: T, name: string): T {
  return new Proxy(target, {
    get(object, property, receiver): unknown {
      if (typeof property === 'symbol' || property in object || property === 'then' || property === 'toJSON')
        return Reflect.get(object, property, receiver);
      throw new Error(`electron stand-in: ${name}.${property} is not implemented`);
    },
  });
}

function addListener(channel: string, listener: PageListener, once: boolean): object {
  listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }]);
  return ipcRenderer;
}

const ipcRenderer: object = strictObject(
  {
    invoke: (channel: string, ...args: unknown[]) => {
      try {
        return askMain({ t: 'invoke', channel, value: encode(args) });
      } catch (error) {
        return Promise.reject(error);
      }
    },
    send: (channel: string, ...args: unknown[]) => toMain({ t: 'send', channel, value: encode(args) }),
    on: (channel: string, listener: PageListener) => addListener(channel, listener, false),
    addListener: (channel: string, listener: PageListener) => addListener(channel, listener, false),
    once: (channel: string, listener: PageListener) => addListener(channel, listener, true),
    removeListener: removeIpcListener,
    off: removeIpcListener,
    removeAllListeners: (channel?: string) => {
      if (channel === undefined) listeners.clear();
      else listeners.delete(channel);
      return ipcRenderer;
    },
    listenerCount: (channel: string) => (listeners.get(channel) ?? []).length,
  },
  'ipcRenderer',
);

function removeIpcListener(channel: string, listener: PageListener): object {
  listeners.set(
    channel,
    (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener),
  );
  return ipcRenderer;
}

function reportTitle(): void {
  let last: string | undefined;
  const report = (): void => {
    if (document.title === last) return;
    last = document.title;
    toMain({ t: 'title', value: last });
  };
  document.addEventListener('DOMContentLoaded', () => {
    report();
    new MutationObserver(report).observe(document.head, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
}

function opensElsewhere(link: HTMLAnchorElement | HTMLAreaElement, event: MouseEvent): boolean {
  if (event.button === 1 || event.ctrlKey || event.metaKey || event.shiftKey) return true;
  return isForeignTarget(link.target);
}

function isForeignTarget(target: string): boolean {
  return target !== '' && !['_self', '_top', '_parent'].includes(target.toLowerCase());
}

function guardLinks(): void {
  const onClick = (event: MouseEvent): void => {
    const link = event
      .composedPath()
      .find((node) => node instanceof HTMLAnchorElement || node instanceof HTMLAreaElement);
    if (!link?.href || event.defaultPrevented || !opensElsewhere(link, event)) return;
    event.preventDefault();
    const disposition = link.target === '_blank' ? 'foreground-tab' : 'new-window';
    void askMain({
      t: 'window-open',
      details: { url: link.href, frameName: link.target, features: '', disposition },
    });
  };
  globalThis.addEventListener('click', onClick);
  globalThis.addEventListener('auxclick', onClick);
  globalThis.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !isForeignTarget(form.target)) return;
    event.preventDefault();
    void askMain({
      t: 'window-open',
      details: { url: form.action, frameName: form.target, features: '', disposition: 'foreground-tab' },
    });
  });
}

/** The preload as a function of the names that a sandboxed CommonJS preload may use. */
export type PreloadBody = (
  require: (name: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: object,
  global: typeof globalThis,
  filename: string,
) => void;

function runPreload(body: PreloadBody, facts: PreloadFacts, peer: Peer): void {
  const contextBridge = strictObject(
    {
      exposeInMainWorld: (key: string, api: unknown) => void peer.call(exposeFunction, [key, peer.pack(api)]),
    },
    'contextBridge',
  );
  const electron = strictObject({ contextBridge, ipcRenderer }, 'electron (in a preload)');
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron;
    throw new Error(`module not found: ${name}`);
  };
  const module = { exports: {} };
  const process = strictObject(facts.process, 'process (in a preload)');
  try {
    body(require, module, module.exports, process, globalThis, facts.preloadPath ?? '');
  } catch (error) {
    console.error('Unable to load preload script:', facts.preloadPath, error);
    toMain({ t: 'preload-error', value: encode(error instanceof Error ? error : new Error(String(error))) });
  }
}

/** Prepares the isolated world of a page and runs its preload. `binding` is the way to main; the returned function takes main's messages. */
export function startIsolatedWorld(
  peer: Peer,
  binding: (text: string) => void,
  facts: PreloadFacts,
  body: PreloadBody | null,
): typeof receiveFromMain {
  post = binding;
  peer.provide(hostFunction, (kind, details) => askMain({ t: String(kind), details }));
  guardLinks();
  if (globalThis.top === globalThis.self) reportTitle();
  if (body && (facts.inSubFrames || globalThis.top === globalThis.self)) runPreload(body, facts, peer);
  return receiveFromMain;
}
