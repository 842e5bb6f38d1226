import { describe, expect, test } from 'vitest';
import { isAppEntry } from '../../../electron/app/app-origin.ts';
import { createFileTokens } from '../../../electron/app/file-tokens.ts';
import { runtimeLabel } from '../../../electron/app/runtime-label.ts';

describe('the runtime label', () => {
  test('names Electron by its version', () => {
    expect(runtimeLabel({ electron: '45.4.1', chrome: '156', node: '24' })).toBe('Electron 45.4.1');
  });

  test('never calls the stand-in Electron', () => {
    const label = runtimeLabel({ standin: '1', electron: '45.4.1', chrome: '156', node: '24' });
    expect(label).toBe('stand-in 1 (Chromium 156, Node 24)');
  });
});

describe('the window’s own page', () => {
  test.each(['app://bundle/index.html', 'app://bundle/index.html?a=1#/orders'])('%s is it', (address) => {
    expect(isAppEntry(address)).toBe(true);
  });

  test.each([
    'app://other/index.html',
    'app://bundle/other.html',
    'https://bundle/index.html',
    'app://bundle.evil/index.html',
    'about:blank',
    'not an address',
  ])('%s is not', (address) => {
    expect(isAppEntry(address)).toBe(false);
  });
});

describe('file tokens', () => {
  test('a token stands for its path and shows only the name', () => {
    const tokens = createFileTokens();
    const chosen = tokens.add('/home/shop/list.csv');
    expect(chosen.fileName).toBe('list.csv');
    expect(chosen.fileToken).not.toContain('shop');
    expect(tokens.pathOf(chosen.fileToken)).toBe('/home/shop/list.csv');
  });

  test('a path is no token, and neither is a guess', () => {
    const tokens = createFileTokens();
    tokens.add('/home/shop/list.csv');
    expect(tokens.pathOf('/home/shop/list.csv')).toBeNull();
    expect(tokens.pathOf('')).toBeNull();
  });

  test('only the latest choices are remembered', () => {
    const tokens = createFileTokens();
    const first = tokens.add('/first.csv');
    const later = Array.from({ length: 200 }, (_, index) => tokens.add(`/${index}.csv`));
    expect(tokens.pathOf(first.fileToken)).toBeNull();
    expect(later.map((chosen) => tokens.pathOf(chosen.fileToken))).not.toContain(null);
  });
});
