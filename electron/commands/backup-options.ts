import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Mode } from '../../shared/contract/till.ts';
import { chosenDataFolder, type Environment } from '../platform/paths.ts';

/** What `npm run backup` and `npm run restore` were asked to do. */
export type BackupOptions = {
  readonly dataFolder: string;
  readonly mode: Mode | null;
  readonly to: string | null;
  readonly passphrase: string | null;
  readonly look: boolean;
  readonly salvage: boolean;
  readonly withoutBackup: boolean;
  readonly file: string | null;
};

const PASSPHRASE = `  --passphrase-file FILE  the first line of this file is the passphrase; else GALLA_BACKUP_PASSPHRASE`;

/** What `npm run backup` says when asked for help, or when an option is wrong. */
export const backupHelp = `Usage: npm run backup -- [--data DIR] [--mode training|real] [--to FOLDER] [--passphrase-file FILE]

Makes a backup of the till's store, opens it and checks all of it. It works beside a running app. It ends with one line
of JSON: {"file", "bytes", "sha256", "sealed", "bills", "lastDocuments", ...}, or {"error", "detail"}.

  --data DIR              the till's data folder; GALLA_DATA, or the system's place for it, when absent
  --mode MODE             training or real; the mode that the till is in when absent
  --to FOLDER             where to; the till's own folder for backups when absent
${PASSPHRASE}.
                          With one the backup is sealed (AES-256-GCM, scrypt). A till that seals its backups needs it.
  --help                  this text

Exit codes: 0 made and checked, 2 an option is wrong, 3 there is no store or its configuration can't be read, 4 the store
is damaged or the copy was not what the store holds: nothing was kept, 5 there is no room, or the folder can't be written.`;

/** The same for `npm run restore`. */
export const restoreHelp = `Usage: npm run restore -- FILE [--look] [--data DIR] [--mode training|real] [--salvage] [--passphrase-file FILE]
       npm run restore -- --without-backup [--data DIR] [--mode training|real]

Puts a backup in the place of the till's store. The store that is there is kept beside it under another name. The till
that opens it begins a new series of numbers and asks the gateway about the days since, before it sells. Close the app
first. It ends with one line of JSON: {"bills", "setAside", "taken", "leftOver", "lostNumbers", ...}, or {"error", "detail"}.

  FILE                    the backup
  --look                  only opens and checks the backup and says what it holds; changes nothing
  --data DIR              the till's data folder; GALLA_DATA, or the system's place for it, when absent
  --mode MODE             training or real; the mode that the till is in when absent
  --salvage               merge in every row that can still be read of the store that is there
  --without-backup        no backup at all: a new store of what can still be read of the one that is there
${PASSPHRASE}
  --help                  this text

Exit codes: 0 restored (with --look: the backup is good), 2 an option is wrong, 3 the backup or the store can't be used,
4 another program has the data folder, 5 there is no room. After any but 0 everything is as it was.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const OPTIONS = {
  data: text,
  mode: text,
  to: text,
  'passphrase-file': text,
  look: flag,
  salvage: flag,
  'without-backup': flag,
  help: flag,
} as const;

function passphraseOf(file: string | undefined, environment: Environment): string | null {
  const given =
    file === undefined
      ? environment['GALLA_BACKUP_PASSPHRASE']
      : readFileSync(file, 'utf8').split(/\r?\n/)[0];
  return given === undefined || given === '' ? null : given;
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: true });
  } catch {
    return null;
  }
}

/** Reads the command line: what to do, 'help' when that is asked for, or null when an option is wrong. */
export function readBackupOptions(
  args: readonly string[],
  environment: Environment,
): BackupOptions | 'help' | null {
  const line = parsed(args);
  if (line === null) return null;
  const { values, positionals } = line;
  if (values.help === true) return 'help';
  const { mode } = values;
  if (mode !== undefined && mode !== 'training' && mode !== 'real') return null;
  if (positionals.length > 1) return null;
  let passphrase: string | null;
  try {
    passphrase = passphraseOf(values['passphrase-file'], environment);
  } catch {
    return null;
  }
  return {
    dataFolder: values.data ?? chosenDataFolder(environment),
    mode: mode ?? null,
    to: values.to ?? null,
    passphrase,
    look: values.look === true,
    salvage: values.salvage === true,
    withoutBackup: values['without-backup'] === true,
    file: positionals[0] ?? null,
  };
}
