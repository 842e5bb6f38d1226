import { strict } from './strict.ts';

const switches = new Map<string, string>();

/** The switches for Chromium: from the arguments, then from the app. */
export function chromiumSwitches(): ReadonlyMap<string, string> {
  return switches;
}

/** Reads `--name` and `--name=value` from the arguments, as Electron does; Node's own are skipped. */
export function readSwitches(args: readonly string[]): void {
  for (const arg of args) {
    const match = /^--([^=]+)(?:=(.*))?$/s.exec(arg);
    if (match?.[1] && !match[1].startsWith('inspect')) switches.set(match[1].toLowerCase(), match[2] ?? '');
  }
}

/** Electron's `app.commandLine`. */
export const commandLine = strict(
  {
    appendSwitch(name: string, value = ''): void {
      switches.set(name.toLowerCase(), value);
    },
    hasSwitch: (name: string): boolean => switches.has(name.toLowerCase()),
    getSwitchValue: (name: string): string => switches.get(name.toLowerCase()) ?? '',
    removeSwitch(name: string): void {
      switches.delete(name.toLowerCase());
    },
  },
  'app.commandLine',
);
