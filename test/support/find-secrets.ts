/** Looks for texts that must not be there in whole folders, whatever the files are. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** A text that must be nowhere, and the name by which a test may say that it was found. */
export type Secret = { readonly name: string; readonly text: string };

/** The files of a folder that can be read, also of one that changes meanwhile. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
}

/** The ways in which a text lies in files: as it is, as UTF-16 (Chromium), in base64 at each offset, and in hex. */
function shapesOf(text: string): Buffer[] {
  const base64 = [0, 1, 2].map((offset) => {
    const encoded = Buffer.from('\0'.repeat(offset) + text).toString('base64');
    // The characters at both ends depend on the neighbours, too.
    return Buffer.from(encoded.slice(offset === 0 ? 0 : offset + 1, -4));
  });
  const hex = Buffer.from(text).toString('hex');
  return [Buffer.from(text), Buffer.from(text, 'utf16le'), ...base64, Buffer.from(hex)];
}

/** Which secrets a buffer holds, in whatever shape. */
export function secretsIn(bytes: Buffer, secrets: readonly Secret[]): string[] {
  return secrets
    .filter(({ text }) => shapesOf(text).some((shape) => bytes.includes(shape)))
    .map(({ name }) => name);
}

/** Where secrets lie below some folders: `secret in file`; and how many files were looked at, so that an empty search is seen. */
export function findSecrets(
  folders: readonly string[],
  secrets: readonly Secret[],
): { readonly found: readonly string[]; readonly files: readonly string[] } {
  const looked = folders.flatMap((folder) =>
    filesIn(folder).map((path) => ({ path, name: relative(folder, path) })),
  );
  return {
    files: looked.map(({ name }) => name),
    found: looked.flatMap(({ path, name }) =>
      secretsIn(readFileSync(path), secrets).map((secret) => `${secret} in ${name}`),
    ),
  };
}
