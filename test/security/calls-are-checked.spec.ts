import { expect, test } from '../support/galla-app.ts';

test('a request that does not fit its schema is refused', async ({ shared: galla }) => {
  const replies = await galla.window.evaluate(async () => {
    const raw = window.pos as unknown as Record<string, (request?: unknown) => Promise<unknown>>;
    const bad: Array<[string, unknown]> = [
      ['dismissNotice', { id: 5 }],
      ['dismissNotice', undefined],
      ['getOrder', { orderId: '../../etc/passwd' }],
      ['charge', { orderId: 'x', amountPaise: 1.5 }],
      ['setMode', { mode: 'both' }],
      ['getSettings', { unexpected: true }],
      ['previewImport', { fileToken: '' }],
    ];
    return Promise.all(bad.map(([name, request]) => raw[name]?.(request) ?? Promise.reject(new Error(name))));
  });
  expect(replies).toEqual(replies.map(() => ({ ok: false, error: { code: 'invalid-request' } })));
});

test('a path is no file token: the page cannot name a file by itself', async ({ shared: galla }) => {
  const reply = await galla.window.evaluate(() => window.pos.previewImport({ fileToken: '/etc/passwd' }));
  expect(reply.ok).toBe(false);
});

test('a page of another origin with the same preload is refused', async ({ shared: galla }) => {
  const replies = await galla.app.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/preload.cjs`;
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, contextIsolation: true },
    });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const reply: unknown = await stranger.webContents.executeJavaScript('window.pos.getSettings()');
    stranger.destroy();
    return reply;
  });
  expect(replies).toEqual({ ok: false, error: { code: 'forbidden-sender' } });
});

test('a frame inside the page gets no window.pos of its own', async ({ shared: galla }) => {
  const found = await galla.window.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'about:blank';
    document.body.append(frame);
    return frame.contentWindow !== null && 'pos' in frame.contentWindow;
  });
  expect(found).toBe(false);
});
