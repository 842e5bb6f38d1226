import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isArchive, realPathOf } from './asar.ts';

type AnyFunction = (...args: unknown[]) => unknown;

/** Functions of node:fs whose first argument is a path that may lead into an archive. */
const pathFunctions = [
  'access',
  'exists',
  'lstat',
  'open',
  'opendir',
  'readFile',
  'readdir',
  'readlink',
  'realpath',
  'stat',
  'copyFile',
  'cp',
];
const streamFunctions = ['createReadStream', 'openAsBlob'];
/** These may name the archive itself as a folder. */
const folderFunctions = new Set([
  'readdir',
  'readdirSync',
  'opendir',
  'opendirSync',
  'stat',
  'statSync',
  'lstat',
  'lstatSync',
]);

function redirect(argument: unknown, name: string): unknown {
  const path = argument instanceof URL && argument.protocol === 'file:' ? fileURLToPath(argument) : argument;
  if (typeof path !== 'string' || !path.includes('.asar')) return argument;
  return isArchive(path) && !folderFunctions.has(name) ? argument : realPathOf(path);
}

function patch(owner: object, name: string): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') return;
  const patched = function (this: unknown, first: unknown, ...rest: unknown[]): unknown {
    return (original as AnyFunction).call(this, redirect(first, name), ...rest);
  };
  Reflect.set(owner, name, Object.assign(patched, original));
}

/** Makes node:fs read through asar archives, as Electron's does, in this thread. */
export function readThroughArchives(): void {
  for (const name of [...pathFunctions, ...streamFunctions]) {
    patch(fs, name);
    patch(fs, `${name}Sync`);
    patch(fs.promises, name);
  }
  const load = process.dlopen.bind(process);
  process.dlopen = (module: object, filename: string, flags?: number): void => {
    const real = realPathOf(filename);
    if (flags === undefined) load(module, real);
    else load(module, real, flags);
  };
  syncBuiltinESMExports();
}
