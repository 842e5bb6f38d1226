import { pino, type DestinationStream } from 'pino';
import { sqlState } from './store/db.ts';

/** What is logged of a request: nothing of its body, its query or its customer. */
export type RequestLine = {
  readonly id: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly shop: string | null;
  readonly till: string | null;
};

/** The log: one JSON object a line, by a fixed list of fields, so that no card data and no name can reach it. */
export type Log = {
  readonly request: (line: RequestLine) => void;
  readonly info: (event: string, fields?: Readonly<Record<string, string | number>>) => void;
  readonly warn: (event: string, error: unknown) => void;
  readonly error: (event: string, error: unknown) => void;
};

/** What is safe to say of an error: its kind, the database's code, and where in our code it came from; never its message. */
function describe(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  const at = frames
    .slice(0, 6)
    .map((line) => line.trim().replace(/\(?file:\/\/\S*?\/(central|shared)\//, '($1/'));
  return { kind: error.name, sqlState: sqlState(error) ?? '', at: at.join(' | ') };
}

/** A log to a stream; null writes to the standard output. */
export function createLog(level: string, destination: DestinationStream | null): Log {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, messageKey: 'event' };
  const logger = destination === null ? pino(options) : pino(options, destination);
  return {
    request: (line) => logger.info(line, 'request'),
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, error) => logger.warn(describe(error), event),
    error: (event, error) => logger.error(describe(error), event),
  };
}
