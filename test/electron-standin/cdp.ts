import { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** The parameters of a protocol command or event. */
export type CdpParams = Record<string, unknown>;

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
  readonly method: string;
}

interface CdpMessage {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: CdpParams;
  readonly result?: CdpParams;
  readonly error?: { readonly message: string };
}

/** One session of the Chrome DevTools Protocol: commands out, events in (emitted under the protocol's names). */
export class CdpSession extends EventEmitter {
  readonly #connection: CdpConnection;
  readonly #sessionId: string | undefined;
  readonly #waiting = new Map<number, Waiting>();
  closed = false;

  constructor(connection: CdpConnection, sessionId: string | undefined) {
    super();
    this.setMaxListeners(0);
    this.#connection = connection;
    this.#sessionId = sessionId;
  }

  /** Sends a command; rejects with the protocol's own message, or when the session is gone. */
  send<T = CdpParams>(method: string, params: CdpParams = {}): Promise<T> {
    if (this.closed) return Promise.reject(new Error(`${method}: the page or browser is gone`));
    const id = this.#connection.nextId();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method });
      this.#connection.write({
        id,
        method,
        params,
        ...(this.#sessionId ? { sessionId: this.#sessionId } : {}),
      });
    });
  }

  /** Sends a command whose failure means no more than that the page has gone in the meantime. */
  post(method: string, params: CdpParams = {}): void {
    this.send(method, params).catch(() => undefined);
  }

  /** Takes a message of this session from the connection. */
  receive(message: CdpMessage): void {
    if (message.id === undefined) {
      if (message.method) this.emit(message.method, message.params ?? {});
      return;
    }
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    this.#waiting.delete(message.id);
    if (message.error) waiting.reject(new Error(`${waiting.method}: ${message.error.message}`));
    else waiting.resolve((message.result ?? {}) as never);
  }

  /** Rejects everything that still waits. */
  close(): void {
    this.closed = true;
    for (const { reject, method } of this.#waiting.values())
      reject(new Error(`${method}: the page or browser is gone`));
    this.#waiting.clear();
  }
}

/** The connection to Chromium over `--remote-debugging-pipe`: JSON messages, each ended by a zero byte. */
export class CdpConnection {
  readonly root: CdpSession;
  readonly #sessions = new Map<string, CdpSession>();
  readonly #output: Writable;
  #lastId = 0;
  #pieces: Buffer[] = [];

  constructor(output: Writable, input: Readable) {
    this.#output = output;
    this.root = new CdpSession(this, undefined);
    output.on('error', () => this.#closeAll());
    input.on('data', (chunk: Buffer) => this.#read(chunk));
    input.on('error', () => this.#closeAll());
    input.on('close', () => this.#closeAll());
    this.root.on('Target.detachedFromTarget', ({ sessionId }: { sessionId: string }) => {
      this.#sessions.get(sessionId)?.close();
      this.#sessions.delete(sessionId);
    });
  }

  /** Attaches to a target and returns its session. */
  async attach(targetId: string): Promise<CdpSession> {
    const { sessionId } = await this.root.send<{ sessionId: string }>('Target.attachToTarget', {
      targetId,
      flatten: true,
    });
    return this.#session(sessionId);
  }

  nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }

  write(message: object): void {
    if (!this.#output.destroyed) this.#output.write(`${JSON.stringify(message)}\0`);
  }

  #session(sessionId: string): CdpSession {
    const known = this.#sessions.get(sessionId);
    if (known) return known;
    const session = new CdpSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  #read(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(0); end !== -1; end = rest.indexOf(0)) {
      const text = Buffer.concat([...this.#pieces, rest.subarray(0, end)]).toString('utf8');
      this.#pieces = [];
      rest = rest.subarray(end + 1);
      this.#dispatch(JSON.parse(text) as CdpMessage);
    }
    if (rest.length > 0) this.#pieces.push(rest);
  }

  #dispatch(message: CdpMessage): void {
    const session = message.sessionId === undefined ? this.root : this.#sessions.get(message.sessionId);
    session?.receive(message);
  }

  #closeAll(): void {
    this.root.close();
    for (const session of this.#sessions.values()) session.close();
  }
}
