/** Everything that `npm test` does after setting up the machine, in order. A new suite is one line here. */

/** How the outcome of a step is counted: a check counts as one, a runner's report has a count of its own. */
export type Counting = 'check' | 'vitest' | 'playwright';

export interface Step {
  readonly name: string;
  /** What it shows, for people. */
  readonly purpose: string;
  readonly counting: Counting;
  readonly command: string;
  readonly args: readonly string[];
  /** After this the step is ended and has failed. */
  readonly limitMinutes: number;
  /** Whether a window opens, so that a screen is needed. */
  readonly screen: boolean;
}

const check = (name: string, purpose: string, command: string, ...args: string[]): Step => ({
  name,
  purpose,
  counting: 'check',
  command,
  args,
  limitMinutes: 10,
  screen: false,
});

const vitest = (name: string, purpose: string, limitMinutes: number, ...folders: string[]): Step => ({
  name,
  purpose,
  counting: 'vitest',
  command: 'vitest',
  args: ['run', '--config', 'test/vitest.config.ts', ...folders],
  limitMinutes,
  screen: false,
});

const windows = (name: string, purpose: string, limitMinutes: number, folder: string): Step => ({
  name,
  purpose,
  counting: 'playwright',
  command: 'playwright',
  args: ['test', '--config', 'test/playwright.config.ts', folder],
  limitMinutes,
  screen: true,
});

/** The checks that read the source and run nothing of it: `npm run check`. */
export const staticSteps: readonly Step[] = [
  check('types', 'every folder compiles, and imports only what it may', 'tsc', '-b'),
  check('lint', 'the rules of the house and of the language', 'oxlint'),
  check('format', 'one formatter', 'oxfmt', '--check'),
  check('unused', 'no unused file, export or dependency', 'knip'),
  vitest('tidy', 'walls, sizes, words, licences', 10, 'test/tidy/'),
];

/** Every step of `npm test`. */
export const allSteps: readonly Step[] = [
  ...staticSteps,
  vitest('unit', 'what each part does, on real files and sockets', 10, 'test/unit/'),
  vitest('property', 'rules that hold for any input', 10, 'test/property/'),
  vitest('migration', 'each version of the store upgrades from the one before', 5, 'test/migration/'),
  vitest(
    'kills',
    'killed, cut off, without a disk or a clock: no sale is lost or doubled',
    20,
    'test/kills/',
  ),
  vitest('simulation', 'no run of many shops loses, doubles or invents money', 20, 'test/simulation/'),
  {
    ...vitest('central', 'the order API of the office, on PGlite and on a real PostgreSQL', 7),
    args: ['run', '--config', 'test/vitest.central.config.ts', 'test/central/'],
  },
  {
    ...vitest(
      'sync',
      'orders of four tills reach the office once each, over bad lines and whoever is killed',
      12,
    ),
    args: ['run', '--config', 'test/vitest.sync.config.ts', 'test/sync/'],
  },
  check('build', 'the bundles of the app', 'npm', 'run', '--silent', 'build'),
  check('package', 'the app as it is handed out', 'npm', 'run', '--silent', 'package'),
  vitest('standin', 'the stand-in for Electron does what it says', 5, 'test/electron-standin/'),
  windows('security', 'the walls of the window hold', 10, 'test/security/'),
  windows('e2e', 'a cashier and a manager at work in the packaged app', 20, 'test/e2e/'),
];
