import { readFileSync } from 'node:fs';
import { StrictObject, strict } from './strict.ts';

/** A picture as PNG bytes, or an empty one. */
export class NativeImage extends StrictObject {
  readonly #png: Buffer;

  constructor(png: Buffer) {
    super('NativeImage');
    this.#png = png;
  }

  isEmpty(): boolean {
    return this.#png.length === 0;
  }

  toPNG(): Buffer {
    return Buffer.from(this.#png);
  }

  toDataURL(): string {
    return `data:image/png;base64,${this.#png.toString('base64')}`;
  }

  /** Width and height stand in the PNG's header (PNG specification, IHDR). */
  getSize(): { width: number; height: number } {
    if (this.#png.length < 24) return { width: 0, height: 0 };
    return { width: this.#png.readUInt32BE(16), height: this.#png.readUInt32BE(20) };
  }
}

function read(path: string): Buffer {
  try {
    const bytes = readFileSync(path);
    return bytes.subarray(1, 4).toString('latin1') === 'PNG' ? bytes : Buffer.alloc(0);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Electron's `nativeImage`; only PNG files are read, everything else gives an empty image as a missing file does in Electron. */
export const nativeImage = strict(
  {
    createEmpty: () => new NativeImage(Buffer.alloc(0)),
    createFromPath: (path: string) => new NativeImage(read(path)),
  },
  'nativeImage',
);
