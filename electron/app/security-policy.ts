import type { App, Session, WebContents } from 'electron';
import type { Report } from '../platform/ports.ts';
import { isAppEntry } from './app-origin.ts';

/** Denies every permission, device and download to every page of the session; the till's window needs none. */
export function lockSession(session: Session, report: Report): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    report('permission-denied', { permission });
    answer(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => {
    event.preventDefault();
    report('download-blocked');
  });
}

/** Keeps a page where main has put it: no navigation but a reload of the window's own page, no redirect, no new window, no webview. */
export function lockContents(contents: WebContents, report: Report): void {
  contents.on('will-navigate', (details) => {
    if (isAppEntry(details.url) && isAppEntry(contents.getURL())) return;
    details.preventDefault();
    report('navigation-blocked');
  });
  contents.on('will-frame-navigate', (details) => {
    if (details.isMainFrame) return;
    details.preventDefault();
    report('frame-navigation-blocked');
  });
  contents.on('will-redirect', (details) => {
    details.preventDefault();
    report('redirect-blocked');
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
    report('webview-blocked');
  });
  contents.setWindowOpenHandler(() => {
    report('window-open-blocked');
    return { action: 'deny' };
  });
}

/** Locks every page of the app from the moment it exists, whoever makes it. */
export function lockEveryPage(app: App, report: Report): void {
  app.on('web-contents-created', (_event, contents) => {
    lockContents(contents, report);
  });
}
