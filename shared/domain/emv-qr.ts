import { assert } from './result.ts';

/** One data object: a two-digit tag and its value. */
export type TlvField = readonly [tag: string, value: string];

/** Writes data objects as tag, two-digit length, value (EMVCo QR Code Specification, merchant-presented, section 3). */
export function encodeTlv(fields: readonly TlvField[]): string {
  return fields
    .map(([tag, value]) => {
      assert(/^\d\d$/.test(tag), `a tag has two digits: ${tag}`);
      assert(/^[\x20-\x7e]{1,99}$/.test(value), `tag ${tag} holds 1 to 99 plain characters`);
      return `${tag}${String(value.length).padStart(2, '0')}${value}`;
    })
    .join('');
}

/** Takes data objects apart; null when tag or length do not fit. */
export function decodeTlv(text: string): readonly TlvField[] | null {
  const fields: TlvField[] = [];
  let at = 0;
  while (at < text.length) {
    const head = /^(\d\d)(\d\d)$/.exec(text.slice(at, at + 4));
    const length = Number(head?.[2] ?? 0);
    const value = text.slice(at + 4, at + 4 + length);
    if (head === null || length === 0 || value.length !== length) return null;
    fields.push([head[1] ?? '', value]);
    at += 4 + length;
  }
  return fields;
}

/** CRC-16 of an ASCII text: polynomial 1021, start FFFF, not reflected, four capital hexadecimal digits; "123456789" gives 29B1. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (let index = 0; index < text.length; index += 1) {
    crc ^= (text.charCodeAt(index) & 0xff) << 8;
    for (let bit = 0; bit < 8; bit += 1)
      crc = (crc & 0x8000) === 0 ? (crc << 1) & 0xffff : ((crc << 1) ^ 0x1021) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** Adds tag 63: the CRC over all before it and over its own head "6304" (EMVCo, section 4.7.3). */
export function withCrc(body: string): string {
  return `${body}6304${crc16(`${body}6304`)}`;
}

/** Tells whether a code ends with a right tag 63. */
export function hasRightCrc(code: string): boolean {
  return /6304[0-9A-F]{4}$/.test(code) && crc16(code.slice(0, -4)) === code.slice(-4);
}
