/** Turns the picture that Xvfb keeps of its screen (X Window Dump, version 7) into a PNG, so that looking needs no program. */
import { crc32, deflateSync } from 'node:zlib';

interface Dump {
  readonly width: number;
  readonly height: number;
  readonly bytesPerLine: number;
  readonly pixelsAt: number;
}

/** Reads the header of XWDFile.h: 32-bit fields, big-endian. @throws at anything but a true-colour picture of 32 bits a pixel */
function readHeader(xwd: Buffer): Dump {
  const field = (index: number): number => xwd.readUInt32BE(index * 4);
  const [headerBytes, version, format, depth] = [field(0), field(1), field(2), field(3)];
  if (version !== 7 || format !== 2 || depth !== 24 || field(11) !== 32) {
    throw new Error('the screen is not kept as a true-colour X window dump');
  }
  const colours = field(19);
  return { width: field(4), height: field(5), bytesPerLine: field(12), pixelsAt: headerBytes + colours * 12 };
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  body.copy(framed, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}

/** The PNG (8 bits, red, green, blue) of an X window dump whose pixels are blue, green, red, unused. */
export function xwdToPng(xwd: Buffer): Buffer {
  const { width, height, bytesPerLine, pixelsAt } = readHeader(xwd);
  const lines = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    let to = y * (1 + width * 3) + 1;
    for (let x = 0; x < width; x += 1) {
      const from = pixelsAt + y * bytesPerLine + x * 4;
      lines[to] = xwd[from + 2] ?? 0;
      lines[to + 1] = xwd[from + 1] ?? 0;
      lines[to + 2] = xwd[from] ?? 0;
      to += 3;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(lines)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
