import { afterAll, describe, expect, test } from 'vitest';
import { whyNotImport, whyNotPackage } from './layers.ts';
import {
  isVisibleToTsc,
  placesFoundByLint,
  placesFoundByTsc,
  plantHouse,
  strangers,
} from './planted-house.ts';
import type { Planted } from './planted-house.ts';

const place = (planted: Planted): string => `${planted.file}:${planted.line}`;
const sentence = (planted: Planted): string => `${planted.from.name} imports ${planted.target}`;
const isForbidden = (planted: Planted): boolean =>
  (planted.isPackage
    ? whyNotPackage(planted.file, planted.target)
    : whyNotImport(planted.file, planted.target)) !== undefined;

describe.each(['folders', 'preload', 'compose', 'main'] as const)(
  'with every import planted in the %s',
  (importers) => {
    const house = plantHouse(importers);
    afterAll(() => house.remove());
    const forbidden = house.planted.filter(isForbidden);
    const allowed = house.planted.filter((planted) => !isForbidden(planted));
    const byTsc = placesFoundByTsc(house.folder);
    const byLint = placesFoundByLint(house.folder);

    test('there are forbidden and allowed imports to tell apart', () => {
      expect(forbidden.length).toBeGreaterThan(importers === 'folders' ? 500 : 15);
      expect(allowed.length).toBeGreaterThan(importers === 'folders' ? 100 : 0);
    });

    test('the linter refuses every forbidden import', () => {
      expect(forbidden.filter((planted) => !byLint.has(place(planted))).map(sentence)).toEqual([]);
    });

    test('the compiler refuses every forbidden import of a layer that it can not reach by way of another', () => {
      const visible = forbidden.filter(isVisibleToTsc);
      expect(visible.length).toBeGreaterThan(forbidden.length / 3);
      expect(visible.filter((planted) => !byTsc.has(place(planted))).map(sentence)).toEqual([]);
    });

    test('the compiler knows neither Node nor a window where there is none', () => {
      expect(
        strangers.filter(([file]) => !byTsc.has(`${file}:1`)).map(([file, global]) => `${file}: ${global}`),
      ).toEqual([]);
    });

    test('both let every allowed import pass', () => {
      expect(allowed.filter((planted) => byLint.has(place(planted))).map(sentence)).toEqual([]);
      expect(allowed.filter((planted) => byTsc.has(place(planted))).map(sentence)).toEqual([]);
    });
  },
);

describe('the table says what the design says', () => {
  test.each([
    ['shared/domain/cart.ts', 'electron/platform/clock.ts'],
    ['renderer/counter/counter.tsx', 'electron/store/index.ts'],
    ['electron/preload.ts', 'shared/domain/money.ts'],
    ['electron/store/orders.ts', 'electron/sales/index.ts'],
    ['electron/gateway/client.ts', 'electron/store/index.ts'],
    ['electron/payments/index.ts', 'electron/sales/index.ts'],
    ['electron/sales/index.ts', 'electron/payments/state-machine.ts'],
    ['electron/ipc/orders.ts', 'electron/store/index.ts'],
    ['electron/compose.ts', 'electron/app/window.ts'],
    ['electron/compose.ts', 'electron/ipc/orders.ts'],
    ['electron/training/emulator.ts', 'electron/gateway/client.ts'],
    ['electron/main.ts', 'electron/store/index.ts'],
    ['electron/sales/index.ts', 'test/support/clock.ts'],
  ])('%s may not import %s', (from, to) => {
    expect(whyNotImport(from, to)).toContain(' may ');
  });

  test.each([
    ['electron/sales/index.ts', 'electron/payments/index.ts'],
    ['electron/preload.ts', 'shared/contract/channels.ts'],
    ['electron/compose.ts', 'electron/workers/pool.ts'],
    ['electron/commands/import.ts', 'electron/compose.ts'],
    ['electron/main.ts', 'electron/ipc/index.ts'],
    ['test/unit/domain/money.test.ts', 'shared/domain/money.ts'],
  ])('%s may import %s', (from, to) => {
    expect(whyNotImport(from, to)).toBeUndefined();
  });

  test.each([
    ['electron/payments/index.ts', 'electron'],
    ['electron/sales/index.ts', 'better-sqlite3'],
    ['renderer/app/app.tsx', 'node:fs'],
    ['shared/domain/cart.ts', 'node:crypto'],
    ['electron/ipc/handle.ts', 'zod'],
  ])('%s may not use the package %s', (from, name) => {
    expect(whyNotPackage(from, name)).toContain('may not import');
  });
});
