import { channels } from '../../shared/contract/channels.ts';
import { expect, test } from '../support/galla-app.ts';

test('window.pos has exactly the names of the contract, each a function', async ({ shared: galla }) => {
  const found = await galla.window.evaluate(() =>
    Object.entries(window.pos).map(([name, value]) => `${name}: ${typeof value}`),
  );
  expect(found.toSorted()).toEqual([...channels, 'onEvent'].map((name) => `${name}: function`).toSorted());
});

test('window.pos cannot be changed, extended or replaced by the page', async ({ shared: galla }) => {
  const outcome = await galla.window.evaluate(() => {
    const original = window.pos;
    const forged = () => 'forged';
    const attempts = [
      () => Object.assign(window.pos, { charge: forged }),
      () => Object.assign(window.pos, { extra: forged }),
      () => Object.assign(window, { pos: { charge: forged } }),
      () => Object.defineProperty(window, 'pos', { value: {} }),
      () => Reflect.deleteProperty(window, 'pos'),
    ];
    for (const attempt of attempts) {
      try {
        attempt();
      } catch {
        // Refused loudly; refused silently is looked at below.
      }
    }
    return {
      frozen: Object.isFrozen(window.pos),
      same: window.pos === original,
      extra: 'extra' in window.pos,
      forged: String(window.pos.charge).includes('forged'),
    };
  });
  expect(outcome).toEqual({ frozen: true, same: true, extra: false, forged: false });
});

test('the page has no Node, no Electron and no free-form channel to main', async ({ shared: galla }) => {
  const found = await galla.window.evaluate(() =>
    [
      'require',
      'process',
      'module',
      'exports',
      'Buffer',
      'global',
      '__dirname',
      'electron',
      'ipcRenderer',
      'setImmediate',
    ].filter((name) => name in globalThis),
  );
  expect(found).toEqual([]);
});
