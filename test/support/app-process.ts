/** Runs the app for a person: on the machine's screen or a virtual one, ended with everything it started. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureMachine, openScreen, type Screen } from './machine.ts';
import { rootFolder } from './repository.ts';

/** Where virtual screens keep their pictures, each in a folder of its own, so that a second start does not take the first one's away. */
const pictureFolder = join(rootFolder, 'node_modules', '.cache', 'galla', 'screen');

/** How long the app may take to close before it is ended. */
const closeTimeoutMs = 15_000;

/** The picture of the virtual screen that was opened last and is still there, or undefined. */
export function latestPicture(): string | undefined {
  if (!existsSync(pictureFolder)) return undefined;
  const pictures = readdirSync(pictureFolder)
    .map((run) => join(pictureFolder, run, 'Xvfb_screen0'))
    .filter((path) => existsSync(path));
  const opened = (path: string): number => statSync(dirname(path)).mtimeMs;
  return pictures.toSorted((one, other) => opened(one) - opened(other)).at(-1);
}

/** Prints what a command does and ends, when only that is wanted. */
export function helpIfAsked(text: string): void {
  if (!process.argv.includes('--help')) return;
  console.log(text);
  process.exit(0);
}

export type Say = (line: string) => void;

/**
 * Opens the machine's screen or, where it has none, a virtual one, and tells how to see that.
 * @throws with a plain sentence when a virtual screen is needed and cannot be had
 */
export async function openScreenForPerson(say: Say): Promise<Screen> {
  const present = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'] ?? '';
  if (process.platform === 'linux' && present === '') {
    const machine = ensureMachine(['screen'], say);
    if (!machine.ok) throw new Error(machine.advice);
  }
  mkdirSync(pictureFolder, { recursive: true });
  const ownFolder = mkdtempSync(join(pictureFolder, 'run-'));
  const screen = await openScreen({ detached: true, pictureFolder: ownFolder });
  if (screen.virtual) {
    say(`there is no display here, so the window opens on a virtual screen, DISPLAY=${screen.display ?? ''}`);
    say('to see it: "npm run look" in a second terminal saves a picture of it');
    say(
      `or, live: apt-get install x11vnc && x11vnc -display ${screen.display ?? ''} -localhost, and any VNC viewer`,
    );
  }
  const stop = (): void => {
    screen.stop();
    rmSync(ownFolder, { recursive: true, force: true });
  };
  // Out of the terminal's signals, it would outlive a start that ends by a bug or a closed pipe.
  process.once('exit', stop);
  return { ...screen, stop };
}

/** Chromium's own sandbox cannot start as root, as in a container; the shop's till is not run like that. */
export function argumentsForThisUser(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function endGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // It ended between the question and the signal.
  }
}

/** A development server between us and the app ends when the app does, and would not pass the signal on: its children are asked. */
function askToClose(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  const below = `/proc/${child.pid}/task/${child.pid}/children`;
  const isServer = child.spawnfile.endsWith('electron-vite') && existsSync(below);
  const pids = isServer ? readFileSync(below, 'utf8').split(' ').filter(Boolean).map(Number) : [];
  for (const pid of pids.length > 0 ? pids : [child.pid]) process.kill(pid, 'SIGTERM');
}

/** Passes on what the app says, line by line, and gives each line to `onLine`. */
function relay(child: ChildProcess, onLine: (line: string) => void): void {
  if (child.stderr === null) return;
  createInterface({ input: child.stderr }).on('line', (line) => {
    process.stderr.write(`${line}\n`);
    onLine(line);
  });
}

/**
 * Runs a command in a process group of its own until it ends or a person presses Ctrl-C; then it is asked to close, and ended with all
 * its children if it does not. Returns its exit code.
 */
export async function runForPerson(
  command: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv,
  onLine: (line: string) => void = () => undefined,
): Promise<number> {
  const child = spawn(command, args, {
    cwd: rootFolder,
    env: environment,
    stdio: ['ignore', 'inherit', 'pipe'],
    detached: process.platform !== 'win32',
  });
  relay(child, onLine);
  let last: NodeJS.Timeout | undefined;
  const stop = (): void => {
    askToClose(child);
    last ??= setTimeout(() => {
      endGroup(child, 'SIGKILL');
    }, closeTimeoutMs);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    await once(child, 'exit');
    return child.exitCode ?? 0;
  } finally {
    clearTimeout(last);
    endRemaining(child);
    for (const signal of signals) process.off(signal, stop);
  }
}

/** What the app may have left in its process group. */
function endRemaining(child: ChildProcess): void {
  if (child.pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nothing was left.
  }
}

/** A path for people: short where it is inside the repository. */
export function forPeople(path: string): string {
  const inside = relative(rootFolder, path);
  return inside.startsWith('..') ? path : inside;
}
