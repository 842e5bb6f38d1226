import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { detectCard } from '../../../shared/domain/card.ts';
import { rootFolder } from '../../support/repository.ts';
import { ensurePeers } from '../harness/peers.ts';
import { rowOf, type Row } from '../harness/table.ts';
import type { Work } from '../harness/work.ts';

/** What an engine says of the first six digits of a card: what it can be, and what it is called once that is sure. */
type Detected = { readonly candidates: readonly string[]; readonly brand: string };

type Engine = { readonly name: string; readonly detect: (bin: string) => Detected };

type Bin = { readonly bin: string; readonly brand: string; readonly isRupay: boolean };

/** The part of the two libraries that is compared. */
type CardType = { readonly type: string };
type CreditCardType = (digits: string) => readonly CardType[];
type CardValidator = { readonly number: (digits: string) => { readonly card: CardType | null } };

const NOBODY = 'unknown';

/** Where the sample of BINs lies: GALLA_BENCH_BINS, or beside the project. */
function binsFile(): string {
  return process.env['GALLA_BENCH_BINS'] ?? join(rootFolder, '..', 'shared', 'data', 'bins-sample.csv');
}

function readBins(path: string): Bin[] {
  const rows = readFileSync(path, 'utf8').split('\n').slice(1);
  return rows.flatMap((row) => {
    const [bin = '', brand = ''] = row.split(',');
    // A co-brand such as JCB/RUPAY is a RuPay card.
    return /^\d{6,}$/.test(bin) ? [{ bin: bin.slice(0, 6), brand, isRupay: brand.includes('RUPAY') }] : [];
  });
}

const ours: Engine = { name: 'Galla', detect: (bin) => detectCard(bin) };

/** The two libraries that most forms use, where they are installed. */
function peers(): Engine[] {
  const load = createRequire(join(rootFolder, 'test', 'bench', 'package.json'));
  const types = load('credit-card-type') as CreditCardType & { readonly default?: CreditCardType };
  const creditCardType = types.default ?? types;
  const validator = load('card-validator') as CardValidator;
  return [
    {
      name: 'credit-card-type',
      detect(bin) {
        const candidates = creditCardType(bin).map(({ type }) => type);
        return { candidates, brand: candidates.length === 1 ? (candidates[0] ?? NOBODY) : NOBODY };
      },
    },
    {
      name: 'card-validator',
      detect(bin) {
        const type = validator.number(bin).card?.type ?? NOBODY;
        return { candidates: type === NOBODY ? [] : [type], brand: type };
      },
    },
  ];
}

function share(part: number, whole: number): string {
  return `${((100 * part) / whole).toFixed(2)} %`;
}

/** What an engine makes of the sample: how much of RuPay it finds, and what else it takes for RuPay. */
function accuracyOf({ name, detect }: Engine, bins: readonly Bin[]): string {
  const rupay = bins.filter(({ isRupay }) => isRupay);
  const others = bins.filter(({ isRupay }) => !isRupay);
  const among = rupay.filter(({ bin }) => detect(bin).candidates.includes('rupay')).length;
  const called = rupay.filter(({ bin }) => detect(bin).brand === 'rupay').length;
  const elsewhere = rupay.filter(({ bin }) => !['rupay', NOBODY].includes(detect(bin).brand)).length;
  const wrongly = others.filter(({ bin }) => detect(bin).brand === 'rupay').length;
  const cells = [
    share(among, rupay.length),
    share(called, rupay.length),
    share(elsewhere, rupay.length),
    share(wrongly, others.length),
  ];
  return `| ${[name.padEnd(16), ...cells.map((cell, at) => cell.padStart([21, 15, 25, 28][at] ?? 0))].join(' | ')} |`;
}

function timesOf({ name, detect }: Engine, bins: readonly Bin[], rounds: number): Row {
  const samples = Array.from({ length: rounds }, () => {
    const from = performance.now();
    for (const { bin } of bins) detect(bin);
    return performance.now() - from;
  });
  return rowOf(`${bins.length} BINs told, ${name}`, samples);
}

const head = [
  '| engine           | RuPay among the guess | called RuPay    | called something else     | others called RuPay          |',
  '| ---------------- | --------------------: | --------------: | ------------------------: | ---------------------------: |',
];

/** How well the scheme of a card is told from its first digits, against the libraries that most forms use. */
export const cards: Work = {
  name: 'cards',
  title: 'The scheme of a card, told from its first six digits',
  run: async ({ quick, say }) => {
    const path = binsFile();
    if (!existsSync(path)) {
      const note = `There is no sample of BINs at ${path}; GALLA_BENCH_BINS names another. Nothing was measured.`;
      return { rows: [], sameAgainstSame: null, runtime: 'Node', notes: [note] };
    }
    const bins = readBins(path);
    const engines = ensurePeers(say, ['credit-card-type', 'card-validator']) ? [ours, ...peers()] : [ours];
    const rupay = bins.filter(({ isRupay }) => isRupay).length;
    return {
      rows: engines.map((engine) => timesOf(engine, bins, quick ? 2 : 20)),
      sameAgainstSame: null,
      runtime: 'Node',
      notes: [
        `${rupay} BINs of RuPay (co-brands with JCB among them) and ${bins.length - rupay} of others. Targets for ours: ≥ 99 %, ≥ 97 %, and ≤ 1.5 % in the last column.`,
        [...head, ...engines.map((engine) => accuracyOf(engine, bins))].join('\n'),
      ],
    };
  },
};
