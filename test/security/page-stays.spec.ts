import type { Page } from '@playwright/test';
import { expect, test, type Galla } from '../support/galla-app.ts';

/** Counts what main lets happen to its pages and its session; asked after the page has tried. */
async function watch({ app }: Galla): Promise<() => Promise<{ windows: number; downloads: boolean[] }>> {
  await app.evaluate(({ session }) => {
    const downloads: boolean[] = [];
    Object.assign(globalThis, { watchedDownloads: downloads });
    session.defaultSession.on('will-download', (event) => downloads.push(event.defaultPrevented));
  });
  return () =>
    app.evaluate(({ BrowserWindow }) => ({
      windows: BrowserWindow.getAllWindows().length,
      downloads: Object.getOwnPropertyDescriptor(globalThis, 'watchedDownloads')?.value as boolean[],
    }));
}

/** Marks the document, so that a page that went elsewhere and came back is told from one that stayed. */
async function mark(window: Page): Promise<() => Promise<boolean>> {
  await window.evaluate(() => {
    document.documentElement.dataset['marked'] = 'yes';
  });
  return () => window.evaluate(() => document.documentElement.dataset['marked'] === 'yes');
}

/** Lets the browser finish what a click or an assignment has started: two turns of its event loop with a frame between. */
const settle = (window: Page): Promise<void> =>
  window.evaluate(async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await new Promise((resolve) => {
        requestAnimationFrame(() => {
          setTimeout(resolve, 10);
        });
      });
    }
  });

const elsewhere = ['https://example.invalid/', 'data:text/html,gone', '/receipt.html'];

for (const address of elsewhere) {
  test(`the page does not go to ${address}`, async ({ shared: galla }) => {
    const stayed = await mark(galla.window);
    const before = galla.window.url();
    await galla.window.evaluate((target) => {
      const link = document.createElement('a');
      link.href = target;
      document.body.append(link);
      link.click();
    }, address);
    await settle(galla.window);
    expect(await stayed()).toBe(true);
    expect(galla.window.url()).toBe(before);
  });
}

test('a form sends nothing anywhere', async ({ shared: galla }) => {
  const stayed = await mark(galla.window);
  const directive = await galla.window.evaluate(() => {
    const blocked = new Promise<string>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        resolve(event.effectiveDirective);
      });
    });
    const form = document.createElement('form');
    form.action = 'https://example.invalid/';
    form.method = 'post';
    document.body.append(form);
    form.submit();
    return blocked;
  });
  expect(directive).toBe('form-action');
  expect(await stayed()).toBe(true);
});

test('no window opens, by script or by a link', async ({ shared: galla }) => {
  const look = await watch(galla);
  const before = galla.app.windows().length;
  const opened = await galla.window.evaluate(() => {
    const byScript = window.open('/index.html') !== null;
    const link = document.createElement('a');
    link.href = 'https://example.invalid/';
    link.target = '_blank';
    document.body.append(link);
    link.click();
    return byScript;
  });
  await settle(galla.window);
  expect(opened).toBe(false);
  expect((await look()).windows).toBe(1);
  await expect.poll(() => galla.app.windows().length).toBeLessThanOrEqual(before);
});

test('a webview stays an unknown element', async ({ shared: galla }) => {
  const look = await watch(galla);
  const isPlain = await galla.window.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'https://example.invalid/');
    document.body.append(view);
    return !('loadURL' in view);
  });
  expect(isPlain).toBe(true);
  expect((await look()).windows).toBe(1);
});

test('nothing is downloaded', async ({ shared: galla }) => {
  const look = await watch(galla);
  await galla.window.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['secret'], { type: 'text/plain' }));
    link.download = 'secret.txt';
    document.body.append(link);
    link.click();
  });
  await expect.poll(async () => (await look()).downloads).toEqual([true]);
});

test('every permission is denied', async ({ shared: galla }) => {
  const answers = await galla.window.evaluate(async () => {
    const refused = (asked: Promise<unknown>) => asked.then(String, () => 'refused');
    return {
      notification: await Notification.requestPermission(),
      camera: await refused(navigator.mediaDevices.getUserMedia({ video: true })),
      microphone: await refused(navigator.mediaDevices.getUserMedia({ audio: true })),
      persist: await refused(navigator.storage.persist()),
      clipboard: await refused(navigator.clipboard.readText()),
      geolocation: await refused(
        new Promise((resolve, reject) => {
          navigator.geolocation.getCurrentPosition(resolve, reject);
        }),
      ),
    };
  });
  expect(answers).toEqual({
    notification: 'denied',
    camera: 'refused',
    microphone: 'refused',
    persist: 'false',
    clipboard: 'refused',
    geolocation: 'refused',
  });
});
