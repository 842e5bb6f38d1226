import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { systemClock } from '../platform/clock.ts';
import { startEmulator, type EmulatorOptions } from '../training/emulator/index.ts';

const help = `Usage: npm run gateway -- [options]

Starts the RuPay gateway emulator on this machine alone. It prints one line of JSON when it listens, with its address and
the training account, and one when it ends. Stop it with Ctrl+C.

  --port N           the port to listen on; any free one when absent
  --seed S           a whole number that decides cards, auth codes and RRNs; 1 when absent
  --journal FILE     where it remembers payments over a restart; nowhere when absent
  --approve-after N  milliseconds until the customer taps; 1500 when absent
  --base             it speaks the base protocol alone, and none of the extension
  --help             this text

How payments go is decided over ADDRESS/_control (docs/emulator.md).

Exit codes: 0 it was stopped, 2 an option is wrong, 3 it could not listen or open the journal.`;

const EXIT_WRONG_OPTION = 2;
const EXIT_NOT_STARTED = 3;

/** A whole number in a range, or null. */
function wholeNumber(text: string | undefined, fallback: number, max: number): number | null {
  if (text === undefined) return fallback;
  return /^\d{1,10}$/.test(text) && Number(text) <= max ? Number(text) : null;
}

/** Reads the options; null when one of them is wrong, and undefined when only help is wanted. */
export function readOptions(args: readonly string[]): EmulatorOptions | null | undefined {
  const text = { type: 'string' } as const;
  let values;
  try {
    const options = {
      port: text,
      seed: text,
      journal: text,
      'approve-after': text,
      base: { type: 'boolean' },
      help: { type: 'boolean' },
    } as const;
    values = parseArgs({ args: [...args], options, strict: true }).values;
  } catch {
    return null;
  }
  if (values.help === true) return undefined;
  const port = wholeNumber(values.port, 0, 65_535);
  const seed = wholeNumber(values.seed, 1, Number.MAX_SAFE_INTEGER);
  const approveAfterMs = wholeNumber(values['approve-after'], 1500, 3_600_000);
  if (port === null || seed === null || approveAfterMs === null) return null;
  const journal = values.journal === undefined ? {} : { journalFile: values.journal };
  const baseOnly = values.base === true;
  return { port, seed, approveAfterMs, baseOnly, now: systemClock.now, ...journal };
}

/** Runs the emulator until it is told to stop; returns the exit code. */
async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.log(help);
    return 0;
  }
  if (options === null) {
    console.error(`An option is wrong.\n\n${help}`);
    return EXIT_WRONG_OPTION;
  }
  try {
    const emulator = await startEmulator(options);
    const { url, merchantId, terminalId, apiKey } = emulator;
    console.log(
      JSON.stringify({ event: 'listening', url, merchantId, terminalId, apiKey, seed: options.seed }),
    );
    await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
    const approved = emulator.control.transactions().filter((held) => held.status === 'APPROVED').length;
    const calls = emulator.control.calls().length;
    await emulator.close();
    console.log(JSON.stringify({ event: 'stopped', calls, approved }));
    return 0;
  } catch (error) {
    console.error(`The emulator could not start: ${error instanceof Error ? error.message : String(error)}`);
    return EXIT_NOT_STARTED;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = await run(process.argv.slice(2));
