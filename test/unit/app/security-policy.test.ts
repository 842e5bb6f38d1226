import { EventEmitter } from 'node:events';
import type { Session, WebContents } from 'electron';
import { describe, expect, test } from 'vitest';
import { lockContents, lockSession } from '../../../electron/app/security-policy.ts';

/** A page as far as the policy looks at it: what it listens to, and what it answers. Chromium's own part is shown by the security suite. */
class Page extends EventEmitter {
  url = 'app://bundle/index.html';
  openAnswer: unknown = 'nobody was asked';

  getURL(): string {
    return this.url;
  }

  setWindowOpenHandler(handler: (details: object) => unknown): void {
    this.openAnswer = handler({ url: 'https://example.invalid/' });
  }

  /** Fires an event and tells whether the policy has prevented it. */
  prevented(name: string, details: object = {}): boolean {
    let prevented = false;
    this.emit(name, {
      ...details,
      preventDefault: () => {
        prevented = true;
      },
    });
    return prevented;
  }
}

function lockedPage(): Page {
  const page = new Page();
  lockContents(page as unknown as WebContents, () => undefined);
  return page;
}

describe('a locked page', () => {
  test.each([
    'https://example.invalid/',
    'http://localhost/',
    'file:///etc/passwd',
    'data:text/html,x',
    'app://bundle/receipt.html',
    'app://other/index.html',
  ])('does not navigate to %s', (url) => {
    expect(lockedPage().prevented('will-navigate', { url })).toBe(true);
  });

  test('may load itself again, and only itself', () => {
    const page = lockedPage();
    expect(page.prevented('will-navigate', { url: 'app://bundle/index.html' })).toBe(false);
    page.url = 'https://example.invalid/';
    expect(page.prevented('will-navigate', { url: 'app://bundle/index.html' })).toBe(true);
  });

  test('follows no redirect, attaches no webview, lets no frame navigate', () => {
    const page = lockedPage();
    expect(page.prevented('will-redirect')).toBe(true);
    expect(page.prevented('will-attach-webview')).toBe(true);
    expect(page.prevented('will-frame-navigate', { isMainFrame: false })).toBe(true);
  });

  test('opens no window', () => {
    expect(lockedPage().openAnswer).toEqual({ action: 'deny' });
  });
});

test('a locked session grants no permission and no device, and downloads nothing', () => {
  const answers: Record<string, unknown> = {};
  const events = new EventEmitter();
  const session = Object.assign(events, {
    setPermissionRequestHandler: (
      handler: (page: null, name: string, answer: (granted: boolean) => void) => void,
    ) => {
      handler(null, 'geolocation', (granted) => {
        answers['request'] = granted;
      });
    },
    setPermissionCheckHandler: (handler: () => boolean) => {
      answers['check'] = handler();
    },
    setDevicePermissionHandler: (handler: () => boolean) => {
      answers['device'] = handler();
    },
  });
  lockSession(session as unknown as Session, () => undefined);
  events.emit('will-download', {
    preventDefault: () => {
      answers['download'] = 'prevented';
    },
  });
  expect(answers).toEqual({ request: false, check: false, device: false, download: 'prevented' });
});
