/**
 * What a machine needs beside npm's packages to run the app and its tests without an installed desktop. Missing
 * parts are installed by apt where that is allowed; elsewhere the caller is told which are missing and how to get them.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { once } from 'node:events';

interface Need {
  /** The Debian package. */
  readonly aptPackage: string;
  /** What it is for, for people. */
  readonly purpose: string;
  /** Any of these commands proves that it is there. */
  readonly commands?: readonly string[];
  /** Any of these files proves that it is there. */
  readonly files?: readonly string[];
}

const needs = {
  browser: { aptPackage: 'chromium', purpose: 'draws the window', commands: ['chromium', 'google-chrome'] },
  curl: {
    aptPackage: 'curl',
    purpose: 'the calls of docs/central-api.md, as they stand',
    commands: ['curl'],
  },
  screen: { aptPackage: 'xvfb', purpose: 'a virtual screen where there is no display', commands: ['Xvfb'] },
  fonts: {
    aptPackage: 'fonts-noto-core',
    purpose: 'Devanagari on screen and on receipts',
    files: [
      '/usr/share/fonts/truetype/noto/NotoSansDevanagari-Regular.ttf',
      '/usr/share/fonts/noto/NotoSansDevanagari-Regular.ttf',
    ],
  },
  pdf: { aptPackage: 'poppler-utils', purpose: 'reads receipts back from PDF', commands: ['pdftotext'] },
  trace: {
    aptPackage: 'strace',
    purpose: 'sees what reaches the disk, and lets it fail',
    commands: ['strace'],
  },
  archive: { aptPackage: 'p7zip-full', purpose: 'packs the app', commands: ['7z', '7za'] },
} as const satisfies Record<string, Need>;

export type NeedName = keyof typeof needs;

/** Everything that the tests need. */
export const needsOfTests: readonly NeedName[] = [
  'browser',
  'screen',
  'fonts',
  'pdf',
  'archive',
  'trace',
  'curl',
];

export type MachineReport =
  | { readonly ok: true; readonly installed: readonly string[] }
  | { readonly ok: false; readonly missing: readonly string[]; readonly advice: string };

/**
 * Makes sure that the machine has what is needed, installing by apt as root or through a passwordless sudo.
 * Quick and silent when nothing is missing. It never asks a question.
 * @param wanted the needs to meet
 * @param say receives one line for people about each thing done
 */
export function ensureMachine(wanted: readonly NeedName[], say: (line: string) => void): MachineReport {
  const missing = missingOf(wanted);
  if (missing.length === 0) return { ok: true, installed: [] };
  const names = missing.map((need) => need.aptPackage);
  for (const need of missing) say(`missing: ${need.aptPackage} (${need.purpose})`);
  const prefix = aptPrefix();
  if (prefix === undefined) {
    const advice =
      findCommand('apt-get') === undefined
        ? `Install these with your system's package manager: ${names.join(', ')}.`
        : `Run this once: sudo apt-get install -y ${names.join(' ')}`;
    return { ok: false, missing: names, advice };
  }
  say(`installing by apt: ${names.join(', ')}`);
  apt(prefix, ['update', '-qq']);
  apt(prefix, ['install', '-y', '-qq', '--no-install-recommends', ...names]);
  const still = missingOf(wanted).map((need) => need.aptPackage);
  if (still.length === 0) return { ok: true, installed: names };
  return {
    ok: false,
    missing: still,
    advice: `apt did not install ${still.join(', ')}: see its output above.`,
  };
}

/** The full path of a command on the PATH, or undefined when there is none. */
export function findCommand(name: string): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** A screen that windows can open on: the machine's own, or a virtual one that lives until it is stopped. */
export interface Screen {
  /** The value for DISPLAY, or undefined where the system needs none. */
  readonly display: string | undefined;
  readonly virtual: boolean;
  stop(): void;
}

export interface ScreenOptions {
  /** Keeps the virtual screen out of the terminal's signals, so that Ctrl-C ends the app before its screen; stop() is then a must. */
  readonly detached?: boolean;
  /** A folder where the virtual screen keeps its picture as `Xvfb_screen0`, in the XWD format. */
  readonly pictureFolder?: string;
}

/**
 * The machine's screen, or a virtual one where it has none.
 * @throws when Xvfb is needed and cannot be started; ensureMachine with `screen` installs it.
 */
export async function openScreen(options: ScreenOptions = {}): Promise<Screen> {
  const present = process.env['DISPLAY'];
  const drawn = process.platform !== 'linux' || process.env['WAYLAND_DISPLAY'] !== undefined;
  if (drawn || (present !== undefined && present !== '')) {
    return { display: present, virtual: false, stop: () => undefined };
  }
  const picture = options.pictureFolder === undefined ? [] : ['-fbdir', options.pictureFolder];
  const args = ['-displayfd', '3', '-screen', '0', '1920x1080x24', '-nolisten', 'tcp', ...picture];
  const server = spawn('Xvfb', args, {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    detached: options.detached ?? false,
  });
  const number = await displayNumber(server);
  return { display: `:${number}`, virtual: true, stop: () => void server.kill() };
}

async function displayNumber(server: ChildProcess): Promise<string> {
  const pipe = server.stdio[3];
  if (pipe === null || pipe === undefined || !('setEncoding' in pipe))
    throw new Error('Xvfb has no pipe to answer on');
  pipe.setEncoding('utf8');
  const answer = once(pipe, 'data').then(([chunk]) => String(chunk).trim());
  const failure = once(server, 'exit').then(([code]) => {
    throw new Error(`Xvfb ended with code ${String(code)} before it opened a screen`);
  });
  return Promise.race([answer, failure]);
}

function missingOf(wanted: readonly NeedName[]): Need[] {
  return wanted.map((name): Need => needs[name]).filter((need) => !isMet(need));
}

function isMet(need: Need): boolean {
  const byCommand = need.commands?.some((name) => findCommand(name) !== undefined) ?? false;
  return byCommand || (need.files?.some((path) => existsSync(path)) ?? false);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function aptPrefix(): readonly string[] | undefined {
  if (process.platform !== 'linux' || findCommand('apt-get') === undefined) return undefined;
  if (process.getuid?.() === 0) return [];
  if (findCommand('sudo') === undefined) return undefined;
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

function apt(prefix: readonly string[], args: readonly string[]): void {
  const options = [
    '-o',
    'DPkg::Lock::Timeout=300',
    '-o',
    'Acquire::Retries=3',
    '-o',
    'Acquire::http::Timeout=60',
  ];
  const environment = ['env', 'DEBIAN_FRONTEND=noninteractive'];
  const [command = 'env', ...rest] = [...prefix, ...environment, 'apt-get', ...options, ...args];
  try {
    execFileSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
  } catch {
    // What apt could not do shows in what is still missing afterwards; its own words are already on the screen.
  }
}
