/// <reference lib="dom" />
import type { Peer } from './bridge.ts';

/** Numbers of the functions that the two worlds offer each other besides the app's own. */
const exposeNumber = 1;
const hostNumber = 2;

type Ask = (kind: string, details: unknown) => unknown;
type AnyMethod = (...args: unknown[]) => unknown;

function replaceMethod(
  owner: object | undefined,
  name: string,
  make: (original: AnyMethod) => AnyMethod,
): void {
  const original: unknown = owner && Reflect.get(owner, name);
  if (!owner || typeof original !== 'function') return;
  Object.defineProperty(owner, name, {
    value: make(original as AnyMethod),
    writable: true,
    configurable: true,
  });
}

function guardWindowOpen(ask: Ask): void {
  replaceMethod(globalThis, 'open', () => (url: unknown = '', name: unknown = '', features: unknown = '') => {
    const href = url === '' ? 'about:blank' : new URL(String(url), document.baseURI).href;
    void ask('window-open', {
      url: href,
      frameName: String(name),
      features: String(features),
      disposition: 'new-window',
    });
    return null;
  });
}

function guardPromiseMethod(ask: Ask, owner: object | undefined, name: string, permission: string): void {
  replaceMethod(
    owner,
    name,
    (original) =>
      async function guarded(this: unknown, ...args: unknown[]) {
        const granted = await ask('permission', {
          permission,
          args: permission === 'media' ? mediaTypes(args[0]) : [],
        });
        if (!granted) throw new DOMException('Permission denied', 'NotAllowedError');
        return original.apply(this, args);
      },
  );
}

function mediaTypes(constraints: unknown): string[] {
  if (typeof constraints !== 'object' || constraints === null) return [];
  return ['audio', 'video'].filter((type) => Boolean(Reflect.get(constraints, type)));
}

function guardGeolocation(ask: Ask): void {
  for (const name of ['getCurrentPosition', 'watchPosition']) {
    replaceMethod(
      globalThis.Geolocation?.prototype,
      name,
      (original) =>
        function guarded(this: unknown, ...args: unknown[]) {
          const [done, failed, options] = args;
          void Promise.resolve(ask('permission', { permission: 'geolocation', args: [] })).then((granted) => {
            if (granted) original.call(this, done, failed, options);
            else if (typeof failed === 'function')
              failed({ code: 1, message: 'User denied Geolocation', PERMISSION_DENIED: 1 });
          });
          return 0;
        },
    );
  }
}

function guardNotifications(ask: Ask): void {
  replaceMethod(globalThis.Notification, 'requestPermission', () => async (callback: unknown) => {
    const granted = await ask('permission', { permission: 'notifications', args: [] });
    const answer = granted ? 'granted' : 'denied';
    if (typeof callback === 'function') callback(answer);
    return answer;
  });
}

function guardPermissionQuery(ask: Ask): void {
  replaceMethod(
    globalThis.Permissions?.prototype,
    'query',
    (original) =>
      async function guarded(this: unknown, descriptor: unknown) {
        const name =
          typeof descriptor === 'object' && descriptor !== null
            ? String(Reflect.get(descriptor, 'name'))
            : '';
        await ask('permission-check', { permission: name });
        return original.call(this, descriptor);
      },
  );
}

function guardPermissions(ask: Ask): void {
  guardGeolocation(ask);
  guardNotifications(ask);
  guardPermissionQuery(ask);
  const prototypeOf = (name: string): object | undefined => {
    const type: unknown = Reflect.get(globalThis, name);
    const prototype: unknown = typeof type === 'function' ? type.prototype : undefined;
    return prototype instanceof Object ? prototype : undefined;
  };
  guardPromiseMethod(ask, prototypeOf('MediaDevices'), 'getUserMedia', 'media');
  guardPromiseMethod(ask, prototypeOf('MediaDevices'), 'getDisplayMedia', 'display-capture');
  guardPromiseMethod(ask, prototypeOf('Clipboard'), 'read', 'clipboard-read');
  guardPromiseMethod(ask, prototypeOf('Clipboard'), 'readText', 'clipboard-read');
  guardPromiseMethod(ask, prototypeOf('Navigator'), 'requestMIDIAccess', 'midi');
  for (const type of ['USB', 'HID', 'Serial', 'Bluetooth']) {
    guardPromiseMethod(
      ask,
      prototypeOf(type),
      type === 'Serial' ? 'requestPort' : 'requestDevice',
      type.toLowerCase(),
    );
  }
}

/** Prepares the page's own world: takes what the preload exposes, and asks main where Electron would. */
export function startMainWorld(peer: Peer): void {
  const ask: Ask = (kind, details) => peer.call(hostNumber, [kind, details]);
  peer.provide(exposeNumber, (key, api) => {
    if (Object.hasOwn(globalThis, String(key))) {
      throw new Error('Cannot bind an API on top of an existing property on the window object');
    }
    const value = peer.unpackFrozen(api as Parameters<Peer['unpackFrozen']>[0]);
    Object.defineProperty(globalThis, String(key), {
      value,
      enumerable: true,
      writable: false,
      configurable: false,
    });
  });
  guardWindowOpen(ask);
  guardPermissions(ask);
}
