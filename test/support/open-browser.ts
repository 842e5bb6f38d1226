/** A real browser, for the page that central serves. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';

function browserPath(): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders
    .flatMap((folder) => ['chromium', 'google-chrome'].map((name) => join(folder, name)))
    .find((path) => existsSync(path));
  if (found === undefined) throw new Error('chromium is not installed; npm test installs it');
  return found;
}

/** Starts the machine's own browser, without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath(), args: ['--no-sandbox'] });
}
