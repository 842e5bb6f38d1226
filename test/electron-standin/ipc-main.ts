import { decode, encode } from './codec.ts';
import { EventEmitter } from 'node:events';
import { strict } from './strict.ts';

type Handler = (event: unknown, ...args: unknown[]) => unknown;

/** Who called: the fields of Electron's event for messages of a page. */
export interface IpcCaller {
  readonly sender: object;
  readonly senderFrame: object;
  readonly frameId: number;
  readonly processId: number;
}

/** What an event says of the frame that called. */
export function callerOf(
  sender: object,
  senderFrame: { readonly routingId: number; readonly processId: number },
): IpcCaller {
  return { sender, senderFrame, frameId: senderFrame.routingId, processId: senderFrame.processId };
}

const handlers = new Map<string, Handler>();
const emitter = new EventEmitter();

function addHandler(channel: string, handler: Handler): void {
  if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
  handlers.set(channel, handler);
}

/** Electron's `ipcMain`. Channels are free names, so every `on` is allowed. */
export const ipcMain: object = strict(
  {
    handle: addHandler,
    handleOnce(channel: string, handler: Handler): void {
      addHandler(channel, (event, ...args) => {
        handlers.delete(channel);
        return handler(event, ...args);
      });
    },
    removeHandler: (channel: string) => void handlers.delete(channel),
    on: (channel: string, listener: Handler) => void emitter.on(channel, listener),
    addListener: (channel: string, listener: Handler) => void emitter.on(channel, listener),
    once: (channel: string, listener: Handler) => void emitter.once(channel, listener),
    off: (channel: string, listener: Handler) => void emitter.off(channel, listener),
    removeListener: (channel: string, listener: Handler) => void emitter.off(channel, listener),
    removeAllListeners: (channel?: string) => void emitter.removeAllListeners(channel),
    listenerCount: (channel: string) => emitter.listenerCount(channel),
    eventNames: () => emitter.eventNames(),
    emit: (channel: string, ...args: unknown[]) => emitter.emit(channel, ...args),
  },
  'ipcMain',
);

function ipcEvent(caller: IpcCaller, more: object): object {
  return strict({ type: 'frame', ports: [], ...caller, ...more }, 'the event of an ipcMain listener');
}

/** Hands a message of a page to the app's listeners. */
export function deliverMessage(
  caller: IpcCaller,
  channel: string,
  value: string,
  reply: (channel: string, ...args: unknown[]) => void,
): void {
  emitter.emit(channel, ipcEvent(caller, { reply }), ...(decode(value) as unknown[]));
}

/** Asks the app's handler; the answer is encoded, and an error carries Electron's wording. */
export async function answerInvoke(
  caller: IpcCaller,
  channel: string,
  value: string,
): Promise<{ ok: boolean; value: string }> {
  try {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return { ok: true, value: encode(await handler(ipcEvent(caller, {}), ...(decode(value) as unknown[]))) };
  } catch (error) {
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    if (error instanceof Error)
      process.stderr.write(`Error occurred in handler for '${channel}': ${error.stack}\n`);
    return { ok: false, value: encode(new Error(`Error invoking remote method '${channel}': ${text}`)) };
  }
}
