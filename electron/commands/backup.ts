import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { backUpFolder } from '../compose.ts';
import { workerBeside } from '../platform/workers.ts';
import { backupHelp, readBackupOptions } from './backup-options.ts';
import { complain, printLine } from './say.ts';

const EXIT = { made: 0, wrongOption: 2, noStore: 3, notGood: 4, noRoom: 5 } as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

function exitOf(code: string): ExitCode {
  if (code === 'passphrase-needed') return EXIT.wrongOption;
  if (code === 'config' || code === 'no-store') return EXIT.noStore;
  return code === 'disk-full' || code === 'folder-unusable' ? EXIT.noRoom : EXIT.notGood;
}

const steps = {
  copying: 'the store is copied, and the copy checked',
  sealing: 'the copy is sealed, and opened again to see',
  hashing: 'its hash is written beside it',
} as const;

/** Runs the command; returns its exit code. */
export function runBackup(args: readonly string[]): ExitCode {
  const options = readBackupOptions(args, process.env);
  if (options === 'help') {
    console.log(backupHelp);
    return EXIT.made;
  }
  if (options?.file !== null || options.look || options.salvage || options.withoutBackup) {
    complain(`An option is wrong.\n\n${backupHelp}`);
    return EXIT.wrongOption;
  }
  const { dataFolder, mode, to, passphrase } = options;
  const wanted = { dataFolder, mode, folder: to === null ? null : resolve(to), passphrase };
  const workerUrl = workerBeside(new URL('../compose.ts', import.meta.url).href);
  const made = backUpFolder(wanted, workerUrl, (step) => complain(`backup: ${steps[step]}`));
  if (!made.ok) {
    const { error } = made;
    const detail = 'detail' in error ? error.detail : '';
    complain(`The backup was not made: ${error.code} ${detail}`);
    printLine({ error: error.code, detail });
    return exitOf(error.code);
  }
  const { path, bytes, sha256, encrypted, holds } = made.value;
  const { bills, firstDate, lastDate, lastDocuments, openPayments, waitingForOffice } = holds;
  const held = { bills, firstDate, lastDate, lastDocuments, openPayments, waitingForOffice };
  printLine({ file: path, bytes, sha256, sealed: encrypted, ...held });
  return EXIT.made;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = runBackup(process.argv.slice(2));
