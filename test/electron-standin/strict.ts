import { EventEmitter } from 'node:events';

/** Names that the language, the inspector and test tools read from any object; asking for them is not a use of an API. */
const languageNames = new Set([
  'then',
  'toJSON',
  'constructor',
  'prototype',
  'nodeType',
  'asymmetricMatch',
  '$$typeof',
  'tagName',
  'domain',
  '__esModule',
  'default',
  '__proto__',
  'hasAttribute',
  'toString',
  'valueOf',
]);

/** The error thrown for everything of Electron's API that the stand-in does not have; `name` is written as a developer would write it. */
export function notImplemented(name: string): Error {
  return new Error(`electron stand-in: ${name} is not implemented`);
}

function guardGet(name: string) {
  return (target: object, property: string | symbol, receiver: unknown): unknown => {
    if (typeof property === 'symbol' || property in target || languageNames.has(property)) {
      return Reflect.get(target, property, receiver);
    }
    throw notImplemented(`${name}.${property}`);
  };
}

/** Returns `target` so that reading a member it does not have throws and names it. Assigning stays possible: tests replace methods. */
export function strict<T extends object>(target: T, name: string): T {
  return new Proxy<T>(target, { get: guardGet(name) });
}

/** A stand-in for a whole exported module or class that is not there: any use of it throws and names it. */
export function absent(name: string): object {
  // A function and not an arrow, so that `new` reaches the trap.
  const refuse = function (): never {
    throw notImplemented(name);
  };
  return new Proxy(refuse, {
    get(target, property, receiver): unknown {
      if (typeof property === 'symbol' || languageNames.has(property))
        return Reflect.get(target, property, receiver);
      throw notImplemented(`${name}.${property}`);
    },
    set(_target, property) {
      throw notImplemented(`${name}.${String(property)}`);
    },
    construct: refuse,
  });
}

const knownEvents = Symbol('known events');
const emitterName = Symbol('emitter name');

type Listener = (...args: never[]) => void;

/** An event emitter whose unknown members throw, and which refuses listeners for events it never sends. */
export class StrictEmitter extends EventEmitter {
  readonly [knownEvents]: ReadonlySet<string>;
  readonly [emitterName]: string;

  /** `name` is what errors call it; `events` are the events that it knows. */
  constructor(name: string, events: readonly string[]) {
    super();
    this[knownEvents] = new Set(events);
    this[emitterName] = name;
    return strict(this, name);
  }

  override on(event: string, listener: Listener): this {
    checkEvent(this, event);
    return super.on(event, listener as (...args: unknown[]) => void);
  }

  override addListener(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  override prependListener(event: string, listener: Listener): this {
    checkEvent(this, event);
    return super.prependListener(event, listener as (...args: unknown[]) => void);
  }
}

function checkEvent(emitter: StrictEmitter, event: string): void {
  if (emitter[knownEvents].has(event)) return;
  throw notImplemented(`the event '${String(event)}' of ${emitter[emitterName]}`);
}

/** The event object that Electron hands to listeners; `preventDefault` is remembered. */
export class StandInEvent {
  defaultPrevented = false;

  preventDefault(): void {
    this.defaultPrevented = true;
  }
}

/** Makes an event object with Electron's extra fields on it. */
export function makeEvent<T extends object>(fields: T): StandInEvent & T {
  return Object.assign(new StandInEvent(), fields);
}

/** A base class whose unknown members throw; `name` is what errors call the object. */
export class StrictObject {
  constructor(name: string) {
    return strict(this, name);
  }
}
