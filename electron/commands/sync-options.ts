import { parseArgs } from 'node:util';
import { chosenDataFolder, type Environment } from '../platform/paths.ts';

/** What `npm run sync` was asked to do. */
export type SyncOptions = {
  readonly dataFolder: string;
  /** The office's server and token; null takes those of the till's settings. */
  readonly office: { readonly url: string; readonly token: string } | null;
  readonly once: boolean;
};

/** What the command says when asked for help, or when an option is wrong. */
export const syncHelp = `Usage: npm run sync -- [--data DIR] [--central URL --token TOKEN] [--once]

Sends what a till still has to tell the office, in the mode that the till is in, while the app is closed. It ends with one
line of JSON: {"pushed", "waiting", "deadLettered", "ambiguous", "notDeliverable", "server", "problem"}.

  --data DIR       the till's data folder; GALLA_DATA, or the system's place for it, when absent
  --central URL    the office's server; that of the till's settings when absent. A real till wants https and another
                   machine, a training till stays on this one
  --token TOKEN    what opens it; GALLA_CENTRAL_TOKEN when absent, which other programs on this machine don't see
  --once           end when nothing waits, or when the server can't be reached after several tries; without it the command
                   goes on, says a line whenever something changed, and ends with Ctrl+C
  --help           this text

Exit codes: 0 nothing waits, 1 something waits, 2 an option is wrong, 4 the till can't be opened, because another program
holds it or its store is not usable. What the server refused ("deadLettered") does not wait: a manager looks at it in the app.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = { data: text, central: text, token: text, once: flag, help: flag } as const;

/** Reads the command line: what to do, 'help' when that is asked for, or null when an option is wrong. */
export function readSyncOptions(
  args: readonly string[],
  environment: Environment,
): SyncOptions | 'help' | null {
  let values;
  try {
    ({ values } = parseArgs({ args: [...args], options: OPTIONS, strict: true }));
  } catch {
    return null;
  }
  if (values.help === true) return 'help';
  const dataFolder = values.data ?? chosenDataFolder(environment);
  const once = values.once === true;
  const url = values.central;
  const token = values.token ?? environment['GALLA_CENTRAL_TOKEN'] ?? '';
  if (url === undefined) return values.token === undefined ? { dataFolder, office: null, once } : null;
  if (url === '' || token === '') return null;
  return { dataFolder, office: { url, token }, once };
}
