import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from '@playwright/test';
import { expect, test } from '../support/galla-app.ts';
import { rootFolder } from '../support/repository.ts';

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Something kept in the page until it is loaded anew. */
async function mark(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(globalThis, { beforeTheChange: true }));
}

async function isMarked(page: Page): Promise<boolean> {
  return page.evaluate(() => 'beforeTheChange' in globalThis).catch(() => true);
}

test('in development the window is loaded anew when one of its files changes, and Ctrl+C ends all of it', async ({
  dataDir,
  virtualScreen,
}) => {
  test.slow();
  const args = [join('test', 'commands', 'dev.ts'), '--remoteDebuggingPort', String(await freePort())];
  const command = spawn(process.execPath, args, {
    cwd: rootFolder,
    env: {
      ...process.env,
      GALLA_DATA: join(dataDir, 'till'),
      GALLA_INSTALLATION_DIR: join(dataDir, 'installation'),
      ...(virtualScreen.display === undefined ? {} : { DISPLAY: virtualScreen.display }),
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(command, 'exit');
  try {
    const address = Promise.withResolvers<string>();
    createInterface({ input: command.stderr }).on('line', (line) => {
      const found = /^DevTools listening on (ws:\/\/\S+)$/.exec(line)?.[1];
      if (found !== undefined) address.resolve(found);
    });
    void ended.then(() => address.reject(new Error('the command ended before it opened a window')));
    const browser = await chromium.connectOverCDP(await address.promise);
    const isOurs = (page: Page): boolean => page.url().endsWith('/index.html');
    const pages = (): Page[] => browser.contexts().flatMap((context) => context.pages());
    await expect.poll(() => pages().some(isOurs)).toBe(true);
    const page = pages().find(isOurs);
    if (page === undefined) throw new Error('the window is gone');
    const scanField = page.getByRole('combobox').first();
    await expect(scanField).toBeVisible();
    await mark(page);
    // The same words, saved again: what changed does not matter, that it changed does. Vite may still be looking for its first connection.
    await expect(async () => {
      utimesSync(join(rootFolder, 'renderer', 'i18n', 'en', 'counter.ts'), new Date(), new Date());
      await expect.poll(() => isMarked(page), { timeout: 3000 }).toBe(false);
    }).toPass();
    await expect(scanField).toBeVisible();
    await browser.close();
  } finally {
    command.kill('SIGINT');
    await ended;
  }
  expect(command.exitCode).toBe(0);
});
