/** Draws the icon files from electron/app/icon/galla.svg with Chromium: PNG in the sizes of Linux, ICO for Windows, ICNS for macOS. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findCommand } from '../support/machine.ts';
import { rootFolder } from '../support/repository.ts';

const folder = join(rootFolder, 'electron', 'app', 'icon');
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;

/** ICNS types that hold a PNG, with the size of each. */
const icnsTypes = { ic11: 32, ic12: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 } as const;

/** Renders the drawing at each size. */
async function draw(svg: string, sizes: readonly number[]): Promise<Map<number, Buffer>> {
  const executablePath = findCommand('chromium');
  const browser = await chromium.launch({
    args: ['--no-sandbox'],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const drawn = new Map<number, Buffer>();
    for (const size of sizes) {
      const page = await browser.newPage({ viewport: { width: size, height: size } });
      await page.setContent(
        `<style>*{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
      );
      drawn.set(size, await page.screenshot({ omitBackground: true }));
      await page.close();
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

function pngOf(drawn: ReadonlyMap<number, Buffer>, size: number): Buffer {
  const png = drawn.get(size);
  if (png === undefined) throw new Error(`no picture of ${size} pixels was drawn`);
  return png;
}

/** One Windows icon with PNG pictures inside: a directory of 16-byte entries, then the pictures. */
function toIco(pictures: ReadonlyArray<{ readonly size: number; readonly png: Buffer }>): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { size, png }] of pictures.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0: the field has one byte.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([header, ...pictures.map(({ png }) => png)]);
}

/** One macOS icon: `icns`, the length of it all, then each picture behind its type and length. */
function toIcns(pictures: ReadonlyArray<{ readonly type: string; readonly png: Buffer }>): Buffer {
  const chunks = pictures.map(({ type, png }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'ascii');
    head.writeUInt32BE(png.length + 8, 4);
    return Buffer.concat([head, png]);
  });
  const body = Buffer.concat(chunks);
  const head = Buffer.alloc(8);
  head.write('icns', 'ascii');
  head.writeUInt32BE(body.length + 8, 4);
  return Buffer.concat([head, body]);
}

const svg = readFileSync(join(folder, 'galla.svg'), 'utf8');
const drawn = await draw(svg, [...linuxSizes, 1024]);
mkdirSync(join(folder, 'sizes'), { recursive: true });
for (const size of linuxSizes) {
  writeFileSync(join(folder, 'sizes', `${size}x${size}.png`), pngOf(drawn, size));
}
writeFileSync(join(folder, 'icon.png'), pngOf(drawn, 1024));
writeFileSync(
  join(folder, 'icon.ico'),
  toIco([16, 24, 32, 48, 64, 256].map((size) => ({ size, png: pngOf(drawn, size) }))),
);
writeFileSync(
  join(folder, 'icon.icns'),
  toIcns(Object.entries(icnsTypes).map(([type, size]) => ({ type, png: pngOf(drawn, size) }))),
);
console.log('the icons are drawn');
