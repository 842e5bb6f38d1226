import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Seen } from './fixture-types.ts';
import { launchFixture } from './launch-fixture.ts';
import type { RunningFixture } from './launch-fixture.ts';

let running: RunningFixture;

const seen = (): Promise<Seen> => running.app.evaluate(() => globalThis.fixtureSeen);

beforeAll(async () => {
  running = await launchFixture();
});

afterAll(async () => {
  await running.stop();
});

describe('between the page, its preload and main', () => {
  test('values keep their types on the way to a handler and back', async () => {
    const kept = await running.page.evaluate(async () => {
      const shared = { a: 1 };
      const value = {
        when: new Date(5),
        map: new Map([['k', 1n]]),
        set: new Set([1]),
        bytes: new Uint8Array([1, 2, 255]),
        missing: undefined,
        nan: Number.NaN,
        zero: -0,
        text: 'गल्ला',
        pattern: /a+/gi,
        list: [1, [2]],
        none: null,
        failure: new RangeError('far'),
        one: shared,
        two: [shared],
      };
      const back = (await globalThis.fixture.echo(value)) as typeof value;
      return [
        back.when instanceof Date && back.when.getTime() === 5,
        back.map.get('k') === 1n,
        back.set.has(1),
        back.bytes instanceof Uint8Array && back.bytes[2] === 255,
        'missing' in back && back.missing === undefined,
        Number.isNaN(back.nan),
        Object.is(back.zero, -0),
        back.text === 'गल्ला',
        back.pattern.flags === 'gi',
        back.list.length === 2,
        back.none === null,
        back.failure instanceof Error && back.failure.message === 'far',
        back.two[0]?.a === 1,
      ];
    });
    expect(kept).toEqual(kept.map(() => true));
  });

  test("a failing handler and a missing one reject with Electron's words", async () => {
    await expect(running.page.evaluate(() => globalThis.fixture.fail())).rejects.toThrow(
      "Error invoking remote method 'fail': RangeError: no such thing",
    );
    await expect(running.page.evaluate(() => globalThis.fixture.unknownChannel())).rejects.toThrow(
      "No handler registered for 'unknown'",
    );
  });

  test('functions cross the bridge, errors too, and what is exposed is frozen', async () => {
    const result = await running.page.evaluate(() => {
      let thrown = '';
      try {
        globalThis.fixture.throwHere();
      } catch (error) {
        thrown = error instanceof Error ? error.message : '';
      }
      const called = globalThis.fixture.callBack((value) => ({ got: value }));
      return { thrown, called, frozen: Object.isFrozen(globalThis.fixture.nested.list) };
    });
    expect(result).toEqual({
      thrown: 'thrown in the preload',
      called: { got: { fromPreload: true } },
      frozen: true,
    });
  });

  test('a message from main reaches the listener of the preload', async () => {
    const heard = await running.page.evaluate(
      () => new Promise((resolve) => globalThis.fixture.ping(7, (value) => resolve(value))),
    );
    expect(heard).toBe(7);
  });

  test('a handler sees the true frame of its caller', async () => {
    const main = await running.page.evaluate(() => globalThis.fixture.who());
    expect(main).toEqual({
      url: 'app://bundle/index.html',
      origin: 'app://bundle',
      isMain: true,
      hasParent: false,
    });
    const inner = running.page.frames().find((frame) => frame.url().endsWith('/inner.html'));
    expect(await inner?.evaluate(() => globalThis.fixture.who())).toEqual({
      url: 'app://bundle/inner.html',
      origin: 'app://bundle',
      isMain: false,
      hasParent: true,
    });
  });
});

describe('a page stays where it may be', () => {
  test('a navigation that main prevents does not happen', async () => {
    await running.page.locator('#away').click();
    await vi.waitFor(
      async () => expect((await seen()).navigations).toContain('https://example.com/away'),
      10_000,
    );
    expect(await running.page.locator('h1').textContent()).toBe('Stand-in fixture');
  });

  test('new windows are asked for and denied', async () => {
    await running.page.locator('#blank').click();
    expect(await running.page.evaluate(() => globalThis.open('https://example.com/opened'))).toBeNull();
    await vi.waitFor(
      async () =>
        expect((await seen()).opened).toEqual(['https://example.com/blank', 'https://example.com/opened']),
      10_000,
    );
    expect(running.app.windows()).toHaveLength(1);
  });

  test('a permission that main refuses is refused', async () => {
    const answers = await running.page.evaluate(async () => [
      await Notification.requestPermission(),
      await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: unknown) => (error instanceof Error || error instanceof DOMException ? error.name : ''),
      ),
      (await navigator.permissions.query({ name: 'geolocation' })).state,
    ]);
    expect(answers).toEqual(['denied', 'NotAllowedError', 'denied']);
    expect((await seen()).permissions).toEqual(['notifications', 'media']);
  });

  test('a download is shown to main, which prevents it', async () => {
    await running.page.evaluate(() =>
      Object.assign(document.createElement('a'), { href: '/file.csv' }).click(),
    );
    await vi.waitFor(async () => expect((await seen()).downloads).toEqual(['app://bundle/file.csv']), 10_000);
  });

  test('nothing but loopback can be reached', async () => {
    const outcome = running.app.evaluate(({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      return window
        .loadURL('http://203.0.113.5/')
        .then(
          () => 'loaded',
          (error: unknown) => String(error),
        )
        .finally(() => window.destroy());
    });
    expect(await outcome).toMatch(/ERR_NAME_NOT_RESOLVED \(-105\) loading/);
  });
});

describe('the window and its page', () => {
  test("a page of the app's scheme can post to its handler", async () => {
    const echoed: unknown = await running.page.evaluate(async () =>
      (await fetch('/echo?x=1', { method: 'POST', body: 'hello' })).text(),
    );
    expect(echoed).toBe(JSON.stringify({ url: 'app://bundle/echo?x=1', method: 'POST', body: 'hello' }));
  });

  test('a reload runs the preload again', async () => {
    await running.page.reload();
    await running.page.locator('h1').waitFor();
    expect(await running.page.evaluate(() => globalThis.fixture.echo('again'))).toBe('again');
  });

  test('a hidden window prints to PDF', async () => {
    const start = await running.app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { javascript: false } });
      await window.loadURL('app://bundle/inner.html');
      const pdf = await window.webContents.printToPDF({ pageSize: 'A4' });
      const visible = window.isVisible();
      window.destroy();
      return { head: pdf.subarray(0, 5).toString('latin1'), visible };
    });
    expect(start).toEqual({ head: '%PDF-', visible: false });
  });

  test('main runs code in the page and gets its value', async () => {
    const value: unknown = await running.app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'Promise.resolve({ n: [document.title] })',
      ),
    );
    expect(value).toEqual({ n: ['Fixture'] });
  });

  test('a crashed renderer is told of, and a reload brings the page back', async () => {
    const told = await running.app.evaluate(async ({ BrowserWindow }) => {
      const window = new BrowserWindow({ show: false });
      await window.loadURL('app://bundle/inner.html');
      const gone = new Promise<string>((resolve) =>
        window.webContents.once('render-process-gone', (_event, details) => resolve(details.reason)),
      );
      window.webContents.forcefullyCrashRenderer();
      const reason = await gone;
      const back = new Promise<void>((resolve) =>
        window.webContents.once('did-finish-load', () => resolve()),
      );
      window.webContents.reload();
      await back;
      const title: unknown = await window.webContents.executeJavaScript('document.title');
      window.destroy();
      return { reason, title };
    });
    expect(told).toEqual({ reason: 'crashed', title: 'Inner' });
  });
});

describe('what is not there says so', () => {
  test.for([
    ['new electron.Tray("x")', 'Tray is not implemented'],
    [
      'electron.BrowserWindow.getAllWindows()[0].setProgressBar(1)',
      'BrowserWindow.setProgressBar is not implemented',
    ],
    ['electron.BrowserWindow.setFoo()', 'BrowserWindow.setFoo is not implemented'],
    ['electron.app.on("made-up", () => 0)', "the event 'made-up' of app is not implemented"],
    ['electron.autoUpdater.checkForUpdates()', 'autoUpdater.checkForUpdates is not implemented'],
    ['new electron.BrowserWindow({ frame: false })', 'the BrowserWindow option frame is not implemented'],
    [
      'electron.session.defaultSession.webRequest.onHeadersReceived(() => 0)',
      'session.webRequest.onHeadersReceived is not implemented',
    ],
    ['electron.dialog.showOpenDialog({})', 'dialog.showOpenDialog is not implemented'],
  ] as const)('%s throws', async ([code, message]) => {
    const thrown = await running.app.evaluate((electron, source) => {
      try {
        new Function('electron', source)(electron);
        return 'nothing was thrown';
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    }, code);
    expect(thrown).toContain(`electron stand-in: ${message}`);
  });

  test('a preload that uses an unknown member is told', async () => {
    await expect(running.page.evaluate(() => globalThis.fixture.useUnknown())).rejects.toThrow(
      'ipcRenderer.sendSync is not implemented',
    );
  });

  test('a test may put its own answer in the place of a dialog', async () => {
    const answer = await running.app.evaluate(async ({ dialog }) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: ['/chosen'] });
      return dialog.showOpenDialog({});
    });
    expect(answer.filePaths).toEqual(['/chosen']);
  });
});
