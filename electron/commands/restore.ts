import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { lookAtBackup, modeOfFolder, restoreFolder } from '../compose.ts';
import { readBackupOptions, restoreHelp, type BackupOptions } from './backup-options.ts';
import { complain, printLine } from './say.ts';

const EXIT = { restored: 0, wrongOption: 2, notUsable: 3, held: 4, noRoom: 5 } as const;
type ExitCode = (typeof EXIT)[keyof typeof EXIT];

type Fault = { readonly code: string; readonly detail?: string };

function refuse(error: Fault): ExitCode {
  complain(`Nothing was restored: ${error.code} ${error.detail ?? ''}`);
  printLine({ error: error.code, detail: error.detail ?? '' });
  if (error.code === 'held') return EXIT.held;
  return error.code === 'disk-full' ? EXIT.noRoom : EXIT.notUsable;
}

function look(file: string, passphrase: string | null): ExitCode {
  const looked = lookAtBackup(file, passphrase, tmpdir());
  if (!looked.ok) return refuse(looked.error);
  printLine({ ...looked.value });
  return EXIT.restored;
}

const steps = {
  opening: 'the backup is opened and checked',
  merging: 'what can still be read is merged into it',
  checking: 'the new store is checked',
  exchanging: 'it takes the place of the one that was there',
} as const;

function restore(options: BackupOptions, file: string | null): ExitCode {
  const { dataFolder, passphrase, withoutBackup } = options;
  const mode = options.mode === null ? modeOfFolder(dataFolder) : { ok: true as const, value: options.mode };
  if (!mode.ok) return refuse(mode.error);
  const salvage = options.salvage || withoutBackup;
  const wanted = { dataFolder, mode: mode.value, file, passphrase, salvage };
  const done = restoreFolder(wanted, (step) => complain(`restore: ${steps[step]}`));
  if (!done.ok) return refuse(done.error);
  const { holds, setAside, merged, leftovers, brokenRules } = done.value;
  const { bills, firstDate, lastDate, lastDocuments, madeAt } = holds;
  const held = { bills, firstDate, lastDate, lastDocuments, backupMadeAt: madeAt };
  const salvaged = { taken: merged?.taken ?? 0, leftOver: merged?.leftOver ?? 0, leftovers };
  printLine({ ...held, setAside, ...salvaged, lostNumbers: merged?.lostNumbers ?? [], brokenRules });
  return EXIT.restored;
}

/** Runs the command; returns its exit code. */
export function runRestore(args: readonly string[]): ExitCode {
  const options = readBackupOptions(args, process.env);
  if (options === 'help') {
    console.log(restoreHelp);
    return EXIT.restored;
  }
  if (options?.to !== null || (options.file === null) !== options.withoutBackup) {
    complain(`An option is wrong.\n\n${restoreHelp}`);
    return EXIT.wrongOption;
  }
  const file = options.file === null ? null : resolve(options.file);
  return options.look && file !== null ? look(file, options.passphrase) : restore(options, file);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = runRestore(process.argv.slice(2));
