import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoreProblem } from '../../shared/contract/till.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import { APPLICATION_ID } from './durable-connection.ts';

/** Why a store can't be opened or made. Nothing was overwritten. */
export type StoreOpenProblem = Pick<StoreProblem, 'code' | 'path' | 'detail'>;

/** Makes a problem with a file. */
export function problem(code: StoreProblem['code'], path: string, detail: string): StoreOpenProblem {
  return { code, path, detail };
}

// https://sqlite.org/fileformat.html, section 1.3: the magic text, page size at 16, pages at 28, user version at 60, application id at 68.
const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;

/** The code that Node puts on what a system call throws, or null. */
export function systemCode(thrown: unknown): string | null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' ? code : null;
}

/** What the failure of a system call means for a store's file; anything else is thrown on. */
export function problemOfSystem(thrown: unknown, path: string): StoreOpenProblem {
  const code = systemCode(thrown);
  if (code === null) throw thrown;
  if (code === 'ENOENT' || code === 'ENOTDIR') return problem('missing', path, code);
  if (code === 'EROFS') return problem('read-only', path, code);
  if (code === 'ENOSPC' || code === 'EDQUOT') return problem('disk-full', path, code);
  return problem('unreadable', path, code);
}

function readHeader(path: string): Buffer {
  const file = openSync(path, 'r');
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(file, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(file);
  }
}

function judgeHeader(header: Buffer, path: string, newest: number): StoreOpenProblem | null {
  if (header.length < HEADER_BYTES)
    return problem('corrupt', path, `the file has only ${header.length} bytes`);
  if (header.toString('latin1', 0, 16) !== MAGIC) return problem('corrupt', path, 'not a database');
  if (header.readUInt32BE(68) !== APPLICATION_ID)
    return problem('unreadable', path, 'the file of another program');
  const version = header.readUInt32BE(60);
  if (version > newest) return problem('newer', path, `version ${version}, this program knows ${newest}`);
  return null;
}

/** A file or folder that is marked as not to be written; root may write it all the same, and the mark is honoured. */
function isMarkedReadOnly(path: string): boolean {
  return (statSync(path).mode & 0o222) === 0;
}

/**
 * Looks at a store's file before SQLite does, and touches nothing: is it there, may it be written, is it ours, is it of a version we know. Must not
 * be called while this process has the file open: closing a file drops the locks that SQLite holds on it (https://sqlite.org/howtocorrupt.html, 2.2).
 */
export function inspectFile(path: string, newest: number): Result<null, StoreOpenProblem> {
  try {
    if (!statSync(path).isFile()) return err(problem('unreadable', path, 'not a file'));
    const judged = judgeHeader(readHeader(path), path, newest);
    if (judged !== null) return err(judged);
    if (isMarkedReadOnly(path)) return err(problem('read-only', path, 'the file is marked read-only'));
    if (isMarkedReadOnly(dirname(path)))
      return err(problem('read-only', path, 'the folder is marked read-only'));
  } catch (thrown) {
    return err(problemOfSystem(thrown, path));
  }
  try {
    accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
    return ok(null);
  } catch (thrown) {
    return err(problem('read-only', path, systemCode(thrown) ?? 'not writable'));
  }
}

/** Whether the system would let this user write the file now; false too when it isn't there. */
export function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
