/** A value as SQLite stores it; whole numbers that don't fit a JavaScript number exactly come as bigint. */
export type StoredValue = number | bigint | string | null | Buffer;

/** A variable-length number and where it ends; null when the bytes end before it does (https://sqlite.org/fileformat.html, 1.6). */
export function readVarint(
  bytes: Buffer,
  at: number,
): { readonly value: number; readonly end: number } | null {
  let value = 0n;
  for (let index = 0; index < 9; index += 1) {
    if (at + index >= bytes.length) return null;
    const byte = bytes.readUInt8(at + index);
    if (index === 8) value = (value << 8n) | BigInt(byte);
    else value = (value << 7n) | BigInt(byte & 0x7f);
    if (index === 8 || byte < 0x80) {
      return { value: Number(BigInt.asIntN(64, value)), end: at + index + 1 };
    }
  }
  return null;
}

const INTEGER_BYTES = [0, 1, 2, 3, 4, 6, 8] as const;

function readInteger(bytes: Buffer, at: number, length: number): number | bigint {
  if (length <= 6) return bytes.readIntBE(at, length);
  const value = bytes.readBigInt64BE(at);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** One value of a serial type; undefined when it is none, or its bytes are cut off or no text. */
function readValue(bytes: Buffer, at: number, type: number): { value: StoredValue; end: number } | undefined {
  if (type === 0) return { value: null, end: at };
  if (type === 8 || type === 9) return { value: type - 8, end: at };
  if (type === 10 || type === 11 || type < 0) return undefined;
  const length = type <= 6 ? (INTEGER_BYTES[type] ?? 0) : type === 7 ? 8 : Math.floor((type - 12) / 2);
  const end = at + length;
  if (end > bytes.length) return undefined;
  if (type <= 6) return { value: readInteger(bytes, at, length), end };
  if (type === 7) return { value: bytes.readDoubleBE(at), end };
  if (type % 2 === 0) return { value: Buffer.from(bytes.subarray(at, end)), end };
  try {
    return { value: utf8.decode(bytes.subarray(at, end)), end };
  } catch {
    return undefined;
  }
}

/** The values of a record (https://sqlite.org/fileformat.html, 2.1); null when the bytes are not one, to the last. */
export function readRecord(bytes: Buffer): StoredValue[] | null {
  const header = readVarint(bytes, 0);
  if (header === null || header.value < header.end || header.value > bytes.length) return null;
  const values: StoredValue[] = [];
  let typeAt = header.end;
  let at = header.value;
  while (typeAt < header.value) {
    const type = readVarint(bytes, typeAt);
    const read = type === null ? undefined : readValue(bytes, at, type.value);
    if (type === null || read === undefined) return null;
    values.push(read.value);
    typeAt = type.end;
    at = read.end;
  }
  return typeAt === header.value && at === bytes.length ? values : null;
}
