import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { CdpSession } from './cdp.ts';
import { requireBrowser, runFacts } from './runtime.ts';

interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How long Chromium may take to open a window that it was asked for from outside. */
const appWindowTimeoutMs = 15_000;

/**
 * Opens a window without tabs and address bar, as an app's window looks. The protocol has no such window; a second call of Chromium on
 * the same profile asks the running one for it. The window is known by a mark in its first address.
 */
async function openAppWindow(root: CdpSession, profilePath: string, place: Place): Promise<string> {
  const address = `data:text/html,<!--${randomUUID()}-->`;
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const notice = ({ targetInfo }: { targetInfo: { targetId: string; type: string; url: string } }): void => {
    if (targetInfo.type === 'page' && decodeURI(targetInfo.url) === address) resolve(targetInfo.targetId);
  };
  const timer = setTimeout(() => {
    reject(new Error('Chromium did not open the window in time'));
  }, appWindowTimeoutMs);
  root.on('Target.targetCreated', notice);
  root.on('Target.targetInfoChanged', notice);
  const call = [
    `--user-data-dir=${profilePath}`,
    '--no-sandbox',
    '--test-type',
    '--ozone-platform=x11',
    `--app=${address}`,
  ];
  const size = [`--window-size=${place.width},${place.height}`, `--window-position=${place.x},${place.y}`];
  spawn(runFacts().chromiumPath, [...call, ...size], { stdio: 'ignore' });
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    root.off('Target.targetCreated', notice);
    root.off('Target.targetInfoChanged', notice);
  }
}

async function openPlainWindow(root: CdpSession, place: Place): Promise<string> {
  const { targetId } = await root.send<{ targetId: string }>('Target.createTarget', {
    url: 'about:blank',
    newWindow: true,
    left: place.x,
    top: place.y,
    width: place.width,
    height: place.height,
  });
  return targetId;
}

/**
 * Makes an empty browser window and resolves to its target id. On a display, a window that is not to be shown lies outside of the
 * screen.
 */
export async function createWindowTarget(place: Place, show: boolean): Promise<string> {
  const { connection, profilePath } = requireBrowser('create BrowserWindow');
  const { root } = connection;
  const { headless } = runFacts();
  const where = { ...place, x: show || headless ? place.x : -20_000 };
  const targetId = headless
    ? await openPlainWindow(root, where)
    : await openAppWindow(root, profilePath, where);
  const { windowId } = await root.send<{ windowId: number }>('Browser.getWindowForTarget', { targetId });
  await root.send('Browser.setContentsSize', { windowId, width: place.width, height: place.height });
  return targetId;
}
