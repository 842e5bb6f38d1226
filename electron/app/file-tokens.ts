import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { ChosenFile } from '../platform/ports.ts';

/** Files that people chose in this run. The window holds tokens, so it can never name a path of its own. */
export interface FileTokens {
  add(path: string): ChosenFile;
  pathOf(fileToken: string): string | null;
}

/** So many choices are remembered; the oldest is forgotten first. */
const tokensMax = 200;

/** Starts with no files. */
export function createFileTokens(): FileTokens {
  const paths = new Map<string, string>();
  return {
    add(path) {
      const fileToken = randomUUID();
      paths.set(fileToken, path);
      const oldest = paths.keys().next();
      if (paths.size > tokensMax && oldest.done !== true) paths.delete(oldest.value);
      return { fileToken, fileName: basename(path) };
    },
    pathOf: (fileToken) => paths.get(fileToken) ?? null,
  };
}
