/**
 * What the text of the repository may not contain. Each rule brings examples that it must catch and examples that it
 * must let pass, so a rule that catches nothing fails its own test. This file is the only one that is not checked.
 */

export interface TidyRule {
  readonly name: string;
  /** Why, and what to do instead. */
  readonly reason: string;
  /** Which files it reads; paths are relative to the root, with forward slashes. */
  readonly reads: (path: string) => boolean;
  /** The lines at fault, counted from 1. */
  readonly find: (text: string) => readonly number[];
  readonly caught: readonly string[];
  readonly passed: readonly string[];
}

const isCode = (path: string): boolean => /\.(?:[cm]?tsx?|[cm]?jsx?|css|html|sql|sh)$/.test(path);
const isApp = (path: string): boolean => isCode(path) && /^(?:electron|renderer|shared|central)\//.test(path);
const isTest = (path: string): boolean => isCode(path) && path.startsWith('test/');
const isLock = (path: string): boolean => path === 'package-lock.json';
const isText = (path: string): boolean => !isLock(path) && !path.endsWith('.csv');

/** Finds lines that match; the pattern must not be global or sticky. */
const lines =
  (pattern: RegExp) =>
  (text: string): number[] =>
    text.split('\n').flatMap((line, position) => (pattern.test(line) ? [position + 1] : []));

const words: readonly TidyRule[] = [
  {
    name: 'no suppressions',
    reason: 'A finding is repaired, or the rule is wrong for everyone and is changed in its configuration.',
    reads: isCode,
    find: lines(
      /@ts-(?:ignore|expect-error|nocheck)|(?:oxlint|eslint)-disable|(?:biome|prettier|oxfmt)-ignore|(?:c8|v8|istanbul) ignore/,
    ),
    caught: [
      '// @ts-ignore',
      '/* eslint-disable */',
      '// oxlint-disable-next-line no-var',
      '/* v8 ignore next */',
    ],
    passed: ['the compiler ignores this'],
  },
  {
    name: 'no notes to self',
    reason: 'What is missing is an issue; what is known is a sentence.',
    reads: isCode,
    find: lines(/\b(?:TODO|FIXME|XXX|HACK)\b/),
    caught: ['// TODO: refund', '/* FIXME */'],
    passed: ['// todos are drawn as a list'],
  },
  {
    name: 'no commented-out code',
    reason: 'The history of the repository keeps what was.',
    reads: (path) => isCode(path) && !path.endsWith('.sql'),
    find: lines(
      /^\s*\/\/\s*(?:(?:const|let|import|export|return|await|throw)\b.*;|(?:if|for|while) \(.*\{|\}.*)\s*$/,
    ),
    caught: ['  // const total = 0;', '// return total;', '// if (paid) {', '// }'],
    passed: ['// return early: the cart is empty', '// import rows are read one by one'],
  },
  {
    name: 'no skipped or focused tests',
    reason:
      'A test runs or is deleted. One that needs the real Electron says so with test.skip(condition, reason).',
    reads: isTest,
    find: lines(
      /\b(?:test|it|describe|suite)\.(?:only|todo|fixme|fails|concurrent\.only)\b|\b(?:test|it|describe|suite)\.skip\(\s*(?:['"`)]|$)|\bx(?:it|describe|test)\(/,
    ),
    caught: [
      "test.only('pays', () => {",
      "describe.skip('refunds', () => {",
      "it.todo('voids')",
      'test.skip()',
    ],
    passed: ["test.skip(runtime !== 'electron', 'the stand-in has no keyring');", "test('skips a blank row'"],
  },
  {
    name: 'plain words',
    reason: 'These words tell a reader who is stuck that it is their fault, or tell them nothing.',
    reads: isText,
    find: lines(
      /\b(?:simply|obviously|basically|trivially|needless to say|blazing(?:ly)?|seamless(?:ly)?|cutting-edge|world-class)\b/i,
    ),
    caught: ['Simply run it', 'this is obviously right'],
    passed: ['simplify the cart'],
  },
  {
    name: 'no way around the types',
    reason: 'Narrow the value, or build it with the constructor of its brand.',
    reads: (path) => isCode(path),
    find: lines(/\bas any\b(?!\s+(?:other|number))|<any>/),
    caught: ['const a = b as any;', 'const a = <any>b;'],
    passed: ['as many as there are', 'value as unknown'],
  },
];

const places: readonly TidyRule[] = [
  {
    name: 'no paths of one machine',
    reason:
      'Paths start at the root of the repository, the data folder or the temporary folder; a made-up one is /home/shop.',
    reads: isText,
    find: lines(/(?<![\w.])\/(?:home\/(?!shop\/)|Users\/|root\/|work\/)[\w.-]+|[A-Z]:\\Users\\(?!shop\b)\w/),
    caught: ["'/home/meena/till'", '/root/till', '/work/till', 'C:\\Users\\meena'],
    passed: ['electron/work/x', '/home/shop/list.csv', 'the $HOME folder', 'https://example.org/home/x'],
  },
  {
    name: 'no registry hosts',
    reason: 'Which registry serves the packages is a matter of the machine that installs them.',
    reads: (path) => isText(path) || isLock(path),
    find: lines(/registry\.(?:npmjs|yarnpkg|npmmirror)\.|"resolved": "(?!file:)|_authToken/),
    caught: ['"resolved": "https://registry.npmjs.org/a/-/a-1.0.0.tgz"', '//host/:_authToken=x'],
    passed: ['"integrity": "sha512-abc"'],
  },
  {
    name: 'no fixed local ports in the app',
    reason: 'A port is chosen by the system or given by a setting; a fixed one is taken on some machine.',
    reads: isApp,
    find: lines(/\b(?:localhost|127\.0\.0\.1):\d{2,5}\b/),
    caught: ["fetchFrom('http://localhost:3000/')"],
    passed: ["const host = '127.0.0.1';", 'http://127.0.0.1:'],
  },
];

const money: readonly TidyRule[] = [
  {
    name: 'no money in floating rupees',
    reason: 'Only shared/domain/money.ts turns rupees into paise and back.',
    reads: (path) => isApp(path) && !path.startsWith('shared/domain/money'),
    find: lines(/rupees?\w*\)?\s*\*\s*100\b|paise\w*\)?\s*\/\s*100(?:\.0*)?\b|\bparseFloat\(|\.toFixed\(/i),
    caught: [
      'const amountPaise = rupees * 100;',
      'amountPaise / 100',
      'price.toFixed(2)',
      'parseFloat(text)',
    ],
    passed: ['const rateBp = percent * 100;', 'quantityMilli / 1000'],
  },
  {
    name: 'no card numbers',
    reason:
      'Only the three test cards of the gateway may appear; anything else that could be a card is not printed anywhere.',
    reads: isText,
    find: (text) => text.split('\n').flatMap((line, position) => (holdsCard(line) ? [position + 1] : [])),
    caught: ['4111 1111 1111 1111', "pan: '5500005555555559'", '6521-1100-0000-0006'].map(
      withValidCheckDigit,
    ),
    passed: [
      '6527658900001005',
      '6082 0153 0957 7308',
      '6070000000000002',
      '1234567890123456',
      '0x0000000000000000',
    ],
  },
  {
    name: 'no secrets',
    reason: 'Secrets live in the safe store of the machine, and tests make their own.',
    reads: isText,
    find: lines(
      /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|\bnpm_\w{30,}|\bxox[abpr]-\w{10,}|(?:api_?key|secret|password|token)['"]?\s*[:=]\s*['"][\w+/=-]{24,}['"]/i,
    ),
    caught: ['-----BEGIN PRIVATE KEY-----', "apiKey: 'sdkfjhskdjfhskdjfhskdjfhs83'"],
    passed: ["apiKey: 'training'", 'const token = await secrets.read(name);'],
  },
];

const shape: readonly TidyRule[] = [
  {
    name: 'files of at most 400 lines',
    reason:
      'One idea per file. (The linter says the same of TypeScript; this also reads styles, pages and SQL.)',
    reads: isCode,
    find: (text) => (text.trimEnd().split('\n').length > 400 ? [401] : []),
    caught: ['\n'.repeat(401).concat('x')],
    passed: ['\n'.repeat(399).concat('x\n')],
  },
  {
    name: 'lines of at most 200 characters',
    reason: 'A reader sees the whole line. Only an address that cannot be broken may be longer.',
    reads: isCode,
    find: (text) =>
      text
        .split('\n')
        .flatMap((line, position) =>
          line.length > 200 && !/https?:\/\/\S{60}/.test(line) ? [position + 1] : [],
        ),
    caught: ['x'.repeat(201)],
    passed: ['x'.repeat(200)],
  },
  {
    name: 'every exported function says what it promises',
    reason:
      'A docstring: what it promises, units, the shape of the result, errors, and the source of a rule of law or protocol.',
    reads: (path) => isApp(path) && /\.tsx?$/.test(path),
    find: undocumentedFunctions,
    caught: ['export function pay(): void {}', '\nexport async function pay(): Promise<void> {}'],
    passed: ['/** Pays. */\nexport function pay(): void {}', 'function pay(): void {}'],
  },
];

/** Every rule. */
export const tidyRules: readonly TidyRule[] = [...words, ...places, ...money, ...shape];

const testCards = new Set(['6527658900001005', '6082015309577308', '6070000000000002']);

function holdsCard(line: string): boolean {
  const withoutIds = line.replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '');
  const runs = withoutIds.match(/(?<![\w.])\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}(?![\w])/g) ?? [];
  return runs
    .map((run) => run.replaceAll(/\D/g, ''))
    .some((digits) => !testCards.has(digits) && /^[2-9]/.test(digits) && checkSum(digits) % 10 === 0);
}

/** The Luhn sum, ISO/IEC 7812-1 annex B. */
function checkSum(digits: string): number {
  return digits
    .split('')
    .toReversed()
    .reduce((sum, digit, position) => {
      const value = Number(digit) * (position % 2 === 1 ? 2 : 1);
      return sum + (value > 9 ? value - 9 : value);
    }, 0);
}

/** The text with the last digit of its card number made right, so that no whole number needs to be written here. */
function withValidCheckDigit(text: string): string {
  const digits = text.replaceAll(/\D/g, '');
  const right = '0123456789'.split('').find((last) => checkSum(digits.slice(0, -1) + last) % 10 === 0) ?? '0';
  return text.replace(/\d(?=\D*$)/, right);
}

function undocumentedFunctions(text: string): number[] {
  const all = text.split('\n');
  return all.flatMap((line, position) => {
    if (!/^export (?:async )?function\b/.test(line)) return [];
    const before = all.slice(0, position).findLast((earlier) => earlier.trim() !== '') ?? '';
    const isOverload = /^export (?:async )?function\b.*;$/.test(before);
    return before.trimEnd().endsWith('*/') || isOverload ? [] : [position + 1];
  });
}
