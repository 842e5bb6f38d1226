import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { CdpConnection } from './cdp.ts';
import type { Browser } from './runtime.ts';
import { runFacts } from './runtime.ts';

/**
 * The shell waits for Chromium and then removes its profile, so nothing stays behind even when the main process was killed: its end
 * closes the debugging pipe, which ends Chromium. It runs in a session of its own, so that ending a process group does not skip it.
 */
const keeper = `profile="$1"; shift; "$@"; code=$?; rm -rf "$profile"
if [ $code -ne 0 ]; then
  # The helpers of a killed browser outlive it for a moment and may write once more.
  for _ in 1 2 3; do sleep 0.3; rm -rf "$profile"; done
fi
exit $code`;

const disabledFeatures = [
  'IsolateOrigins',
  'site-per-process',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'Translate',
  'MediaRouter',
  'OptimizationHints',
  'PaintHolding',
  'DestroyProfileOnBrowserClose',
];

const fixedSwitches: readonly string[] = [
  '--remote-debugging-pipe',
  '--remote-debugging-port=0',
  '--no-startup-window',
  '--keep-alive-for-test',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-breakpad',
  '--disable-dev-shm-usage',
  '--disable-infobars',
  '--disable-search-engine-choice-screen',
  '--disable-site-isolation-trials',
  '--disable-field-trial-config',
  '--disable-client-side-phishing-detection',
  '--disable-back-forward-cache',
  '--password-store=basic',
  '--use-mock-keychain',
  '--metrics-recording-only',
  '--force-color-profile=srgb',
  '--hide-crash-restore-bubble',
  // Nothing leaves the machine: names and addresses other than loopback do not resolve.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1, EXCLUDE [::1]',
];

function mergeFeatures(switches: ReadonlyMap<string, string>): string[] {
  const disabled = [...disabledFeatures, ...(switches.get('disable-features') ?? '').split(',')].filter(
    Boolean,
  );
  const enabled = (switches.get('enable-features') ?? '').split(',').filter(Boolean);
  const merged = [`--disable-features=${[...new Set(disabled)].join(',')}`];
  return enabled.length > 0 ? [...merged, `--enable-features=${enabled.join(',')}`] : merged;
}

function chromiumArguments(profilePath: string, switches: ReadonlyMap<string, string>): string[] {
  const ours = new Set([
    'remote-debugging-pipe',
    'remote-debugging-port',
    'user-data-dir',
    'headless',
    'disable-features',
    'enable-features',
    'screen-info',
    'host-resolver-rules',
  ]);
  const asked = [...switches]
    .filter(([name]) => !ours.has(name))
    .map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`));
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const screen = runFacts().headless
    ? ['--headless', '--screen-info={1920x1080}', '--hide-scrollbars']
    : ['--ozone-platform=x11'];
  return [
    ...new Set([
      ...fixedSwitches,
      ...root,
      ...screen,
      ...mergeFeatures(switches),
      `--user-data-dir=${profilePath}`,
      ...asked,
    ]),
  ];
}

function passMessagesOn(child: ChildProcess, switches: ReadonlyMap<string, string>): void {
  if (!child.stderr) return;
  const wantsPort = switches.has('remote-debugging-port');
  const verbose = process.env['ELECTRON_ENABLE_LOGGING'] !== undefined || switches.has('enable-logging');
  createInterface({ input: child.stderr }).on('line', (line) => {
    const isDevTools = line.startsWith('DevTools listening on ');
    if (isDevTools ? wantsPort : verbose) process.stderr.write(`${line}\n`);
  });
}

/** Starts Chromium with a fresh profile and the app's switches, and resolves once it answers. */
export async function startChromium(switches: ReadonlyMap<string, string>): Promise<Browser> {
  const { chromiumPath, headless } = runFacts();
  const profilePath = mkdtempSync(join(tmpdir(), 'electron-standin-'));
  const shown = headless
    ? 'headless: no window will be seen'
    : `windows on display ${process.env['DISPLAY']}`;
  process.stderr.write(`electron stand-in: ${chromiumPath}, ${shown}\n`);
  const child = spawn(
    '/bin/sh',
    [
      '-c',
      keeper,
      'electron-standin',
      profilePath,
      chromiumPath,
      ...chromiumArguments(profilePath, switches),
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
      detached: true,
    },
  );
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  passMessagesOn(child, switches);
  const connection = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable);
  const failed = exited.then((): never => {
    throw new Error(`electron stand-in: ${chromiumPath} ended before it answered`);
  });
  await Promise.race([connection.root.send('Browser.getVersion'), failed]);
  failed.catch(() => undefined);
  return { connection, process: child, profilePath, exited };
}
