/** Electron's options of `printToPDF`; lengths in inches. */
export interface PrintToPdfOptions {
  readonly landscape?: boolean;
  readonly displayHeaderFooter?: boolean;
  readonly printBackground?: boolean;
  readonly scale?: number;
  readonly pageSize?: string | { readonly width: number; readonly height: number };
  readonly margins?: {
    readonly top?: number;
    readonly bottom?: number;
    readonly left?: number;
    readonly right?: number;
  };
  readonly pageRanges?: string;
  readonly headerTemplate?: string;
  readonly footerTemplate?: string;
  readonly preferCSSPageSize?: boolean;
  readonly generateTaggedPDF?: boolean;
  readonly generateDocumentOutline?: boolean;
}

const paperInches: Readonly<Record<string, readonly [number, number]>> = {
  a0: [33.1, 46.8],
  a1: [23.4, 33.1],
  a2: [16.54, 23.4],
  a3: [11.7, 16.54],
  a4: [8.27, 11.7],
  a5: [5.83, 8.27],
  a6: [4.13, 5.83],
  legal: [8.5, 14],
  letter: [8.5, 11],
  tabloid: [11, 17],
  ledger: [17, 11],
};

function paper(pageSize: PrintToPdfOptions['pageSize']): Record<string, number> {
  if (typeof pageSize === 'object') return { paperWidth: pageSize.width, paperHeight: pageSize.height };
  const size = paperInches[(pageSize ?? 'letter').toLowerCase()];
  if (!size) throw new Error(`Invalid pageSize ${String(pageSize)}`);
  return { paperWidth: size[0], paperHeight: size[1] };
}

/** The parameters of Chromium's Page.printToPDF for Electron's options; the default margin is 1 cm, as in Electron. */
export function toPrintParams(options: PrintToPdfOptions): Record<string, unknown> {
  const { margins = {}, pageSize, ...same } = options;
  return {
    ...same,
    ...paper(pageSize),
    marginTop: margins.top ?? 0.4,
    marginBottom: margins.bottom ?? 0.4,
    marginLeft: margins.left ?? 0.4,
    marginRight: margins.right ?? 0.4,
  };
}
