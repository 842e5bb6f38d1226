import { readFileSync } from 'node:fs';
import { centralEnvironment, type CentralEnvironment } from '../shared/contract/central-settings.ts';
import { err, ok, type Result } from '../shared/domain/result.ts';

/** What central was told on its command line. */
export type CommandLine = {
  readonly port: number;
  readonly dataFolder: string | null;
  readonly token: string | null;
};

export type StartSettings = CommandLine & {
  readonly environment: CentralEnvironment;
  readonly tls: { readonly cert: string; readonly key: string } | null;
};

export const usage = `npm run central -- --port N [--data DIR] [--token T]
  --port N     where it listens; 0 takes a free port
  --data DIR   the folder of the embedded database; not needed with DATABASE_URL
  --token T    the token of the demo shop's till; otherwise one is made and printed once
The environment is described in docs/operations.md.`;

function flagOf(args: readonly string[], name: string): string | null {
  const at = args.indexOf(name);
  const value = at === -1 ? undefined : args[at + 1];
  return value === undefined || value.startsWith('--') ? null : value;
}

const flags = ['--port', '--data', '--token'];

/** Reads the command line, or says in a sentence what is wrong with it. */
export function readCommandLine(args: readonly string[]): Result<CommandLine, string> {
  const unknown = args.find((text, at) =>
    text.startsWith('--') ? !flags.includes(text) : !flags.includes(args[at - 1] ?? ''),
  );
  if (unknown !== undefined) return err(`${unknown.slice(0, 40)} is not something that this command knows.`);
  const port = flagOf(args, '--port') ?? '';
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return err('--port is a number from 0 to 65535.');
  const token = flagOf(args, '--token');
  if (args.includes('--token') && (token === null || !/^[\w.~+/=-]{16,200}$/.test(token))) {
    return err('--token has 16 to 200 letters, digits and signs, without spaces.');
  }
  return ok({ port: Number(port), dataFolder: flagOf(args, '--data'), token });
}

function readPem(path: string, name: string): Result<string, string> {
  try {
    return ok(readFileSync(path, 'utf8'));
  } catch {
    return err(`${name} names a file that can't be read.`);
  }
}

function readTls(environment: CentralEnvironment): Result<StartSettings['tls'], string> {
  const { CENTRAL_TLS_CERT: certPath, CENTRAL_TLS_KEY: keyPath } = environment;
  if (certPath === undefined || keyPath === undefined) return ok(null);
  const cert = readPem(certPath, 'CENTRAL_TLS_CERT');
  if (!cert.ok) return cert;
  const key = readPem(keyPath, 'CENTRAL_TLS_KEY');
  return key.ok ? ok({ cert: cert.value, key: key.value }) : key;
}

/** All that a start needs, or a sentence that names what is wrong; never a value, which may be a secret. */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Result<StartSettings, string> {
  const line = readCommandLine(args);
  if (!line.ok) return line;
  // An empty variable is one that was not set: compose files and units write them so.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = centralEnvironment.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return err(`${String(issue?.path[0] ?? 'The environment')} ${issue?.message ?? 'is wrong'}.`);
  }
  if (parsed.data.DATABASE_URL === undefined && line.value.dataFolder === null) {
    return err('--data names the folder of the database; without it DATABASE_URL must name a server.');
  }
  const tls = readTls(parsed.data);
  return tls.ok ? ok({ ...line.value, environment: parsed.data, tls: tls.value }) : tls;
}
