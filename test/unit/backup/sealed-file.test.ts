import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  sealedContentHash,
  sealFile,
  unsealFile,
  type Sealer,
} from '../../../electron/backup/sealed-file.ts';
import { hashOf, temporaryFolder } from '../../support/store-fixtures.ts';

const PIECE = 1024 * 1024;
let folder = '';
let remove = (): void => undefined;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function sealed(bytes: number): {
  readonly plain: string;
  readonly file: string;
  readonly sealer: Sealer;
} {
  const plain = join(folder, 'plain');
  const file = join(folder, 'sealed');
  writeFileSync(plain, randomBytes(bytes));
  return { plain, file, sealer: sealFile(plain, file, 'tamarind rice') };
}

/** Opens a changed copy of a sealed file. */
function openChanged(file: string, change: (bytes: Buffer) => Buffer): ReturnType<typeof unsealFile> {
  const changed = join(folder, `changed-${randomBytes(4).toString('hex')}`);
  writeFileSync(changed, change(readFileSync(file)));
  return unsealFile(changed, `${changed}.out`, 'tamarind rice');
}

describe('a sealed file', () => {
  test.each([0, PIECE, PIECE + 1])('of %i bytes gives them back and shows none of them', (bytes) => {
    const { plain, file, sealer } = sealed(bytes);
    expect(unsealFile(file, join(folder, 'out'), 'tamarind rice').ok).toBe(true);
    expect(hashOf(join(folder, 'out'))).toBe(hashOf(plain));
    expect(sealedContentHash(file, sealer)).toEqual({ ok: true, value: hashOf(plain) });
    if (bytes > 64) expect(readFileSync(file).includes(readFileSync(plain).subarray(0, 64))).toBe(false);
  });

  test('opens with the same words typed as other code points', () => {
    writeFileSync(join(folder, 'plain'), 'x');
    sealFile(join(folder, 'plain'), join(folder, 'sealed'), 'caf\u00e9 \u0915\u093c');
    expect(unsealFile(join(folder, 'sealed'), join(folder, 'out'), 'cafe\u0301 \u0958').ok).toBe(true);
  });

  test('is refused with another passphrase', () => {
    const { file } = sealed(100);
    expect(unsealFile(file, join(folder, 'out'), 'tamarind ricf')).toEqual({
      ok: false,
      error: { code: 'wrong-passphrase' },
    });
  });

  test('is refused when a byte of any part of it was changed', () => {
    const { file } = sealed(3000);
    const size = readFileSync(file).length;
    // The magic text, the length, the header, the proof of the passphrase, the first and last of the content, its tag.
    for (const at of [0, 25, 60, 120, 165, 1500, size - 1]) {
      const opened = openChanged(file, (bytes) => {
        bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
        return bytes;
      });
      expect(opened.ok, `byte ${at}`).toBe(false);
    }
  });

  test('is refused when pieces were cut off, repeated or exchanged', () => {
    const { file } = sealed(3 * PIECE);
    const whole = PIECE + 16;
    const start = readFileSync(file).length - 3 * whole;
    const piece = (bytes: Buffer, at: number): Buffer =>
      bytes.subarray(start + at * whole, start + (at + 1) * whole);
    const changes: readonly ((bytes: Buffer) => Buffer)[] = [
      (bytes) => bytes.subarray(0, bytes.length - whole),
      (bytes) => bytes.subarray(0, bytes.length - 1),
      (bytes) => Buffer.concat([bytes, piece(bytes, 2)]),
      (bytes) => Buffer.concat([bytes.subarray(0, start), piece(bytes, 1), piece(bytes, 0), piece(bytes, 2)]),
      (bytes) => Buffer.concat([bytes.subarray(0, start), piece(bytes, 0), piece(bytes, 0), piece(bytes, 2)]),
    ];
    for (const change of changes) {
      expect(openChanged(file, change)).toEqual({ ok: false, error: { code: 'tampered' } });
    }
  });

  test('that asks for more work than the program does is not opened', () => {
    const { file } = sealed(10);
    const opened = openChanged(file, (bytes) => {
      const at = bytes.indexOf('131072');
      bytes.write('999999', at);
      return bytes;
    });
    expect(opened).toEqual({ ok: false, error: { code: 'tampered' } });
  });

  test('another file is not taken for one', () => {
    writeFileSync(join(folder, 'other'), 'SQLite format 3 and much more');
    expect(unsealFile(join(folder, 'other'), join(folder, 'out'), 'x')).toEqual({
      ok: false,
      error: { code: 'not-sealed' },
    });
  });
});
