import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino, type DestinationStream } from 'pino';
import type { Clock } from './clock.ts';
import type { Report } from './ports.ts';
import { scrubText } from './scrub.ts';

/** The fields that a log may hold. What isn't named here isn't written, whatever is passed: names, phones, notes and payloads stay out. */
const allowedFields = [
  'amountPaise',
  'attemptId',
  'bytes',
  'channel',
  'code',
  'count',
  'detail',
  'durationMs',
  'event',
  'exitCode',
  'file',
  'fromState',
  'importId',
  'invoiceNumber',
  'mode',
  'name',
  'orderId',
  'origin',
  'part',
  'permission',
  'pid',
  'reason',
  'reference',
  'rows',
  'runtime',
  'state',
  'status',
  'terminalId',
  'toState',
  'topic',
  'version',
  'what',
] as const;

export type LogFields = Readonly<
  Partial<Record<(typeof allowedFields)[number], string | number | boolean | null>>
>;

/** The one log of a run: a JSON object a line, each with `at`, `level` and `event`. */
export type Log = {
  readonly info: (event: string, fields?: LogFields) => void;
  readonly warn: (event: string, fields?: LogFields) => void;
  /** For bugs and faults: `thrown` adds its name, code, message and stack, scrubbed. */
  readonly error: (event: string, fields?: LogFields, thrown?: unknown) => void;
  /** The same log as a function for a part that only reports; its unknown fields are dropped. */
  readonly report: Report;
};

const fieldNames: ReadonlySet<string> = new Set(allowedFields);

function allowed(
  fields: Readonly<Record<string, unknown>>,
): Record<string, string | number | boolean | null> {
  const kept: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (!fieldNames.has(name)) continue;
    if (typeof value === 'string') kept[name] = scrubText(value);
    else if (typeof value === 'number' || typeof value === 'boolean' || value === null) kept[name] = value;
  }
  return kept;
}

function described(thrown: unknown): Record<string, string> {
  if (typeof thrown === 'string') return { message: scrubText(thrown) };
  if (!(thrown instanceof Error)) return {};
  const code = 'code' in thrown ? { errorCode: scrubText(String(thrown.code)) } : {};
  return {
    ...code,
    errorName: scrubText(thrown.name),
    message: scrubText(thrown.message),
    stack: scrubText(thrown.stack ?? ''),
  };
}

/** Makes a log that writes to a stream. */
export function createLog(stream: DestinationStream, clock: Pick<Clock, 'now'>): Log {
  const logger = pino(
    {
      base: null,
      messageKey: 'event',
      timestamp: () => `,"at":${clock.now()}`,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
  return {
    info: (event, fields = {}) => logger.info(allowed(fields), scrubText(event)),
    warn: (event, fields = {}) => logger.warn(allowed(fields), scrubText(event)),
    error: (event, fields = {}, thrown) =>
      logger.error({ ...allowed(fields), ...described(thrown) }, scrubText(event)),
    report: (event, details = {}) => logger.info(allowed(details), scrubText(event)),
  };
}

const FILE_BYTES_MAX = 5 * 1024 * 1024;
const FILES_KEPT = 5;

/** Makes room for a new file: galla.log becomes galla.1.log, and so on; the oldest goes. */
function rotate(folder: string): void {
  const nameOf = (age: number): string => join(folder, age === 0 ? 'galla.log' : `galla.${age}.log`);
  const size = statSync(nameOf(0), { throwIfNoEntry: false })?.size ?? 0;
  if (size < FILE_BYTES_MAX) return;
  for (let age = FILES_KEPT - 1; age >= 0; age -= 1) {
    if (existsSync(nameOf(age))) renameSync(nameOf(age), nameOf(age + 1));
  }
}

/** Opens the log of a data folder: `logs/galla.log`, readable by its owner only, begun anew when it has grown to 5 MB. Each line is written when it is told. */
export function openLog(folder: string, clock: Pick<Clock, 'now'>): Log {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rotate(folder);
  const stream = pino.destination({ dest: join(folder, 'galla.log'), append: true, sync: true, mode: 0o600 });
  return createLog(stream, clock);
}
