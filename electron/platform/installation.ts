import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { parseInstallationId, type InstallationId } from '../../shared/domain/ids.ts';
import { writeFileDurably } from './disk.ts';
import type { Ids } from './ids.ts';

/** One file for each data folder, named after where the folder is, so that a copy beside the original is another installation. */
export function installationFileFor(installations: string, dataFolder: string): string {
  const name = createHash('sha256').update(realpathSync(dataFolder)).digest('hex').slice(0, 32);
  return join(installations, `${name}.json`);
}

function readId(path: string): InstallationId | null {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof value !== 'object' || value === null || !('installationId' in value)) return null;
    const id = parseInstallationId(String(value.installationId));
    return id.ok ? id.value : null;
  } catch {
    return null;
  }
}

/**
 * The id of this installation: of this data folder at this place on this machine. Made at the first call and kept outside the data folder; a folder that was
 * copied, moved or restored elsewhere gets another, and with it another invoice series. A lost id is a new one: numbers are skipped, never used twice. Throws
 * what the system says when it can't be kept.
 */
export function installationIdFor(installations: string, dataFolder: string, ids: Ids): InstallationId {
  const path = installationFileFor(installations, dataFolder);
  const known = readId(path);
  if (known !== null) return known;
  const installationId = ids.next<InstallationId>();
  mkdirSync(installations, { recursive: true, mode: 0o700 });
  writeFileDurably(path, `${JSON.stringify({ installationId, dataFolder: realpathSync(dataFolder) })}\n`);
  return installationId;
}
