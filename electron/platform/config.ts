import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { tillConfigSchema, type TillConfig } from '../../shared/contract/config.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { writeFileDurably } from './disk.ts';

/** What a data folder says when nobody has said anything: a training till. */
export const firstConfig: TillConfig = {
  mode: 'training',
  language: 'en',
  storeCreated: { training: false, real: false },
};

/** The file is there and isn't what it should be, or can't be read; it is left as it is. */
export type ConfigProblem = {
  readonly code: 'config-invalid' | 'config-unreadable';
  readonly path: string;
  /** What is wrong, for the person who must mend it. */
  readonly detail: string;
};

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown);
}

function parseText(text: string): Result<TillConfig, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    return err(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const parsed = tillConfigSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
}

/** Reads a data folder's configuration; one that was never written is `firstConfig`. */
export function readConfig(path: string): Result<TillConfig, ConfigProblem> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return ok(firstConfig);
    return err({ code: 'config-unreadable', path, detail: codeOf(thrown) });
  }
  const parsed = parseText(text);
  return parsed.ok ? parsed : err({ code: 'config-invalid', path, detail: parsed.error });
}

/** Writes a data folder's configuration, whole or not at all. Throws what the system says. */
export function writeConfig(path: string, config: TillConfig): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileDurably(path, `${JSON.stringify(tillConfigSchema.parse(config), null, 2)}\n`);
}
