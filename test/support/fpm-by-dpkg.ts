/**
 * Does the part of fpm that electron-builder asks for when it makes a .deb, with dpkg-deb, where fpm itself cannot be downloaded
 * (CUSTOM_FPM_PATH). Debian policy, chapters 5 (control files) and 6 (maintainer scripts).
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What fpm was asked for: its options by name, each as often as it was given, and the `from=to` pairs. */
export interface FpmRequest {
  readonly options: ReadonlyMap<string, readonly string[]>;
  readonly files: readonly { readonly from: string; readonly to: string }[];
}

/** Options that stand alone. */
const flags = new Set(['--force', '--debug']);

/** Reads fpm's arguments as electron-builder writes them. @throws at anything else */
export function parseFpmArguments(args: readonly string[]): FpmRequest {
  const options = new Map<string, string[]>();
  const files: { from: string; to: string }[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const argument = args[at] ?? '';
    if (flags.has(argument)) continue;
    if (argument.startsWith('-')) {
      at += 1;
      options.set(argument, [...(options.get(argument) ?? []), args[at] ?? '']);
      continue;
    }
    const split = argument.indexOf('=');
    if (split < 1) throw new Error(`fpm by dpkg: ${argument} is no from=to pair`);
    files.push({ from: argument.slice(0, split), to: argument.slice(split + 1) });
  }
  return { options, files };
}

function one(request: FpmRequest, name: string): string {
  const value = request.options.get(name)?.at(-1);
  if (value === undefined) throw new Error(`fpm by dpkg: ${name} is missing`);
  return value;
}

function optional(request: FpmRequest, name: string, field: string): string[] {
  const value = request.options.get(name)?.at(-1);
  return value === undefined ? [] : [`${field}: ${value}`];
}

/** A description's first line is the synopsis; the others are indented by a space, an empty one is a dot. */
function description(text: string): string {
  const [synopsis = '', ...rest] = text.split('\n').map((line) => line.trim());
  return [`Description: ${synopsis}`, ...rest.map((line) => (line === '' ? ' .' : ` ${line}`))].join('\n');
}

/** The control file for a package of so many kibibytes once installed. */
export function controlFile(request: FpmRequest, installedKib: number): string {
  const depends = request.options.get('-d') ?? [];
  const recommends = request.options.get('--deb-recommends') ?? [];
  const lines = [
    `Package: ${one(request, '--name')}`,
    `Version: ${one(request, '--version')}`,
    `Architecture: ${one(request, '--architecture')}`,
    `Maintainer: ${one(request, '--maintainer')}`,
    `Installed-Size: ${installedKib}`,
    ...(depends.length === 0 ? [] : [`Depends: ${depends.join(', ')}`]),
    ...(recommends.length === 0 ? [] : [`Recommends: ${recommends.join(', ')}`]),
    'Section: misc',
    ...optional(request, '--deb-priority', 'Priority'),
    ...optional(request, '--url', 'Homepage'),
    description(one(request, '--description')),
  ];
  return `${lines.join('\n')}\n`;
}

function sizeKib(path: string): number {
  const found = statSync(path);
  if (!found.isDirectory()) return Math.ceil(found.size / 1024);
  return readdirSync(path).reduce((sum, name) => sum + sizeKib(join(path, name)), 4);
}

function place(files: FpmRequest['files'], root: string): void {
  for (const { from, to } of files) {
    const target = join(root, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
}

/** Makes the package that fpm would make. */
export function makeDeb(request: FpmRequest): void {
  const root = mkdtempSync(join(tmpdir(), 'galla-deb-'));
  try {
    chmodSync(root, 0o755);
    place(request.files, root);
    const control = controlFile(request, sizeKib(root));
    mkdirSync(join(root, 'DEBIAN'));
    writeFileSync(join(root, 'DEBIAN', 'control'), control);
    for (const [option, script] of [
      ['--after-install', 'postinst'],
      ['--after-remove', 'postrm'],
    ] as const) {
      const from = request.options.get(option)?.at(-1);
      if (from === undefined) continue;
      cpSync(from, join(root, 'DEBIAN', script));
      chmodSync(join(root, 'DEBIAN', script), 0o755);
    }
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', root, one(request, '--package')], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  makeDeb(parseFpmArguments(process.argv.slice(2)));
}
