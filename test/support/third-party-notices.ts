/** The notices that go with the app: what its parts' licences ask to be handed on with them. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lockedPackages, type LockedPackage } from '../tidy/licences.ts';
import { readRepositoryFile, rootFolder } from './repository.ts';

const noticeFile = /^(licen[cs]e|notice|copying)(\.(md|txt))?$/i;

/** The text of a package's own licence and notice files, or the name of its licence where it brings none. */
function noticeOf(found: LockedPackage): string {
  const folder = join(rootFolder, found.folder);
  const files = readdirSync(folder).filter((name) => noticeFile.test(name));
  const texts = files.map((name) => readFileSync(join(folder, name), 'utf8').trim());
  return texts.length > 0 ? texts.join('\n\n') : `Licence: ${found.licence ?? 'unknown'}`;
}

/** All notices as one text, a package after the other by name. Packages of other platforms, which npm left out, are not handed on. */
export function thirdPartyNotices(): string {
  const shipped = lockedPackages(readRepositoryFile('package-lock.json')).filter(
    (found) => found.shipped && existsSync(join(rootFolder, found.folder)),
  );
  const parts = shipped
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en'))
    .map((found) => `${found.name} ${found.version}\n\n${noticeOf(found)}`);
  const rule = `\n\n${'-'.repeat(72)}\n\n`;
  return `Galla contains the following software of others, each under the licence below its name.${rule}${parts.join(rule)}\n`;
}

/** Writes the notices where electron-builder.yml takes them from. */
export function writeNotices(): void {
  writeFileSync(join(rootFolder, 'out', 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices());
}
