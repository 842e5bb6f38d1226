import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { tillMarkSchema, type TillMark } from '../../shared/contract/till-origin.ts';
import type { Mode } from '../../shared/contract/till.ts';
import { writeFileDurably } from './disk.ts';
import { installationFileFor } from './installation.ts';

/** The marks of one till and mode, outside its data folder. */
export type MarkFile = {
  /** The mark as it was last written; null when there is none, or it can't be read. */
  readonly read: () => TillMark | null;
  /** On disk when it returns; throws what the system says. */
  readonly keep: (mark: TillMark) => void;
  /** Whole or not at all, and at once for whoever reads it, but not waited for: a power cut may take the last seconds of it. Never throws. */
  readonly jot: (mark: TillMark) => void;
  /** The marks of every other till of this mode that this machine knows. */
  readonly others: () => TillMark[];
};

function parse(path: string): TillMark | null {
  try {
    const parsed = tillMarkSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** The marks of the till in a data folder. */
export function markFileFor(installations: string, dataFolder: string, mode: Mode): MarkFile {
  const base = installationFileFor(installations, dataFolder);
  const ending = `.${mode}.mark.json`;
  const path = `${base.slice(0, -'.json'.length)}${ending}`;
  return {
    read: () => parse(path),
    keep: (mark) => {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      writeFileDurably(path, `${JSON.stringify(mark)}\n`);
    },
    jot: (mark) => {
      const fresh = `${path}.${process.pid}.new`;
      try {
        writeFileSync(fresh, `${JSON.stringify(mark)}\n`, { mode: 0o600 });
        renameSync(fresh, path);
      } catch {
        // The next one may succeed; a till whose mark is behind is guarded the less, and sells all the same.
        rmSync(fresh, { force: true });
      }
    },
    others: () => {
      const names = existsSync(installations) ? readdirSync(installations) : [];
      return names.flatMap((name) => {
        if (!name.endsWith(ending) || name === basename(path)) return [];
        return parse(join(installations, name)) ?? [];
      });
    },
  };
}
