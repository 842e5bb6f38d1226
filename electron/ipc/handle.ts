import { randomUUID } from 'node:crypto';
import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { channels, wireName, type Channel } from '../../shared/contract/channels.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import { ipcContract, type Handlers } from '../../shared/contract/ipc.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';

/** What the one door needs to know. */
export interface Door {
  /** The only origin that may call, such as `app://bundle`. */
  readonly trustedOrigin: string;
  /** Checks replies against their schema too, while developing and testing; a till in a shop answers without that. */
  readonly checkReplies: boolean;
  /** Writes down a handler's bug or a refused caller; the reference is what the window is shown. */
  readonly report: (event: string, details: Readonly<Record<string, string>>) => void;
}

/** What is looked at of a caller. */
export interface Caller {
  readonly senderFrame: { readonly url: string; readonly parent: unknown } | null;
}

/** Tells whether a call comes from the top frame of the window's own origin; a frame that is already gone is null. */
export function isTrustedCaller(caller: Caller, trustedOrigin: string): boolean {
  const frame = caller.senderFrame;
  if (frame === null || frame.parent !== null) return false;
  const url = URL.parse(frame.url);
  return url !== null && `${url.protocol}//${url.host}` === trustedOrigin;
}

/** A short name for one bug, said in the window and found again in the log. */
function reference(): string {
  return randomUUID().slice(0, 8).toUpperCase();
}

function reportBug(door: Door, channel: Channel, thrown: unknown): Result<never, PosError> {
  const name = reference();
  const detail =
    thrown instanceof Error ? (thrown.stack ?? thrown.message) : 'a value that is no error was thrown';
  door.report('handler-failed', { channel, reference: name, detail });
  return err(posError('internal', { reference: name }));
}

/** The parts of the contract and of the handlers that belong to one channel, with their link erased: each request is parsed before it is used. */
interface Entry {
  readonly request: { safeParse(value: unknown): { success: boolean; data?: unknown } };
  readonly reply: { safeParse(value: unknown): { success: boolean; error?: unknown } };
  readonly handler: (request: never) => unknown;
}

function isResult(value: unknown): value is Result<unknown, PosError> {
  return typeof value === 'object' && value !== null && 'ok' in value && typeof value.ok === 'boolean';
}

function checkReply(entry: Entry, answer: Result<unknown, PosError>): void {
  if (!answer.ok) return;
  const reply = entry.reply.safeParse(answer.value);
  if (!reply.success) throw new Error(`the reply does not fit the contract: ${String(reply.error)}`);
}

/**
 * Makes the function that answers one channel: sender check → request schema → capability → reply. It never throws: a stranger gets
 * `forbidden-sender`, a request that does not fit gets `invalid-request`, and a bug gets `internal` with a reference that is also in the log.
 */
export function createAnswerer(
  channel: Channel,
  handlers: Handlers,
  door: Door,
): (caller: Caller, request: unknown) => Promise<Result<unknown, PosError>> {
  const entry: Entry = { ...ipcContract[channel], handler: handlers[channel] };
  return async (caller, request) => {
    if (!isTrustedCaller(caller, door.trustedOrigin)) {
      door.report('caller-refused', { channel });
      return err(posError('forbidden-sender'));
    }
    try {
      const parsed = entry.request.safeParse(request);
      if (!parsed.success) {
        door.report('request-refused', { channel });
        return err(posError('invalid-request'));
      }
      // The schema of the same channel has just vouched for it, which the compiler cannot follow through the erased link.
      const answer = await entry.handler(parsed.data as never);
      if (!isResult(answer)) throw new Error('the handler returned no Result');
      if (door.checkReplies) checkReply(entry, answer);
      return answer.ok ? ok(answer.value) : err(answer.error);
    } catch (thrown) {
      return reportBug(door, channel, thrown);
    }
  };
}

/**
 * Registers every channel of the contract with its handler.
 * @throws at start when a channel has no handler or a handler has no channel; the types say the same.
 */
export function registerHandlers(ipcMain: Pick<IpcMain, 'handle'>, handlers: Handlers, door: Door): void {
  const known: ReadonlySet<string> = new Set(channels);
  const missing = channels.filter((channel) => !Object.hasOwn(handlers, channel));
  const unknown = Object.keys(handlers).filter((name) => !known.has(name));
  if (missing.length > 0 || unknown.length > 0 || known.size !== channels.length) {
    throw new Error(
      `the contract and its handlers differ: missing [${missing.join()}], unknown [${unknown.join()}]`,
    );
  }
  for (const channel of channels) {
    const answer = createAnswerer(channel, handlers, door);
    ipcMain.handle(wireName(channel), (event: IpcMainInvokeEvent, request: unknown) =>
      answer(event, request),
    );
  }
}
