import qrcode from 'qrcode-generator';

/** A QR code as one SVG path on a grid of `size` × `size` modules, the quiet zone of four modules on each side included (ISO/IEC 18004). */
export type QrPath = { readonly size: number; readonly path: string };

const QUIET_MODULES = 4;

/** Draws a text as a QR code: error correction M, the smallest version that holds it. Neighbouring dark modules are one bar, so no hairlines show between them. */
export function qrPath(text: string): QrPath {
  const code = qrcode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  const count = code.getModuleCount();
  const bars: string[] = [];
  for (let row = 0; row < count; row += 1) {
    for (let column = 0; column < count; column += 1) {
      if (!code.isDark(row, column)) continue;
      const start = column;
      while (column + 1 < count && code.isDark(row, column + 1)) column += 1;
      bars.push(
        `M${start + QUIET_MODULES} ${row + QUIET_MODULES}h${column - start + 1}v1H${start + QUIET_MODULES}z`,
      );
    }
  }
  return { size: count + 2 * QUIET_MODULES, path: bars.join('') };
}
