import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemClock } from '../../../electron/platform/clock.ts';
import { firstConfig } from '../../../electron/platform/config.ts';
import { createStore, type Store } from '../../../electron/store/connection.ts';
import { allotNumber } from '../../../electron/store/repositories/invoice-series.ts';
import { afterLostStore, seriesLetterOf, withSeenLetters } from '../../../electron/till/series-letters.ts';
import { tillConfigSchema } from '../../../shared/contract/config.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import type { InstallationId } from '../../../shared/domain/ids.ts';
import { must } from '../../support/catalogue.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'galla-series-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const here = systemIds.next<InstallationId>();

function letterOfNext(store: Store, installationId = here, financialYear = '2627'): string {
  const key = { tillCode: 'A1', kind: 'invoice', financialYear, installationId } as const;
  const allotted = must(store.writer.transaction(() => allotNumber(store.writer, key, 0)));
  return allotted.series.letter;
}

test('a store that takes the place of a lost one goes past every letter that the lost one can have used', () => {
  const lost = must(createStore({ path: join(folder, 'lost.db'), clock: systemClock }));
  expect(letterOfNext(lost)).toBe('A');
  const config = withSeenLetters(firstConfig, lost.reader);
  // After it was seen, a copied till may open one more.
  const used = letterOfNext(lost, systemIds.next<InstallationId>());
  lost.close();
  const replaced = afterLostStore(config);
  const seriesFrom = seriesLetterOf(replaced);
  expect(used < seriesFrom).toBe(true);
  const store = must(createStore({ path: join(folder, 'new.db'), clock: systemClock, seriesFrom }));
  expect(letterOfNext(store)).toBe(seriesFrom);
  expect(letterOfNext(store)).toBe(seriesFrom);
  expect(letterOfNext(store, here, '2728')).toBe(seriesFrom);
  expect(letterOfNext(store, systemIds.next<InstallationId>()) > seriesFrom).toBe(true);
  store.close();
});

test('training and real are counted apart, and T is never a letter of a real series', () => {
  let config = firstConfig;
  const letters: string[] = [];
  for (let lost = 0; lost < 14; lost += 1) {
    config = tillConfigSchema.parse(afterLostStore(config));
    letters.push(seriesLetterOf(config));
  }
  expect(letters).not.toContain('T');
  expect(letters.slice(0, 3)).toEqual(['C', 'E', 'G']);
  expect(letters.at(-1)).toBe('Z');
  expect(seriesLetterOf({ ...config, mode: 'real' })).toBe('A');
});
