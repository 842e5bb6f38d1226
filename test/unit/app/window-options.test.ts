import { expect, test } from 'vitest';
import {
  lockedWebPreferences,
  mainWindowOptions,
  printWindowOptions,
} from '../../../electron/app/window-options.ts';

// What only real Electron enforces is asserted here by configuration, so that undoing it fails on every runtime.
test('every page runs isolated, sandboxed and without Node', () => {
  expect(lockedWebPreferences(true)).toEqual({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
    devTools: false,
  });
});

test('developer tools open only in an app that is not packaged', () => {
  expect(lockedWebPreferences(false)).toEqual({ ...lockedWebPreferences(true), devTools: true });
});

test('the counter’s window has the locked preferences and its preload, and nothing else', () => {
  const options = mainWindowOptions('/bundle/preload.cjs', null, true);
  expect(options.webPreferences).toEqual({ ...lockedWebPreferences(true), preload: '/bundle/preload.cjs' });
  expect(options.show).toBe(false);
  expect(options).not.toHaveProperty('icon');
});

test('the window that prints is hidden, as locked as the counter’s, and painted although nobody sees it', () => {
  expect(printWindowOptions('/bundle/preload.cjs', true)).toEqual({
    show: false,
    webPreferences: {
      ...lockedWebPreferences(true),
      preload: '/bundle/preload.cjs',
      backgroundThrottling: false,
    },
  });
});
