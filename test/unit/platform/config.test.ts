import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { firstConfig, readConfig, writeConfig } from '../../../electron/platform/config.ts';
import { freeBytes, writeFileDurably } from '../../../electron/platform/disk.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { installationIdFor } from '../../../electron/platform/installation.ts';
import { chosenDataFolder, dataPaths, installationFolder } from '../../../electron/platform/paths.ts';
import { isUuid, type OrderId } from '../../../shared/domain/ids.ts';
import { temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

describe('The configuration', () => {
  test('of a folder that was never used is a training till, and reading it writes nothing', () => {
    expect(readConfig(join(folder, 'config.json'))).toEqual({ ok: true, value: firstConfig });
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is read as it was written', () => {
    const path = join(folder, 'new', 'config.json');
    const config = { mode: 'real', language: 'hi', storeCreated: { training: true, real: true } } as const;
    writeConfig(path, config);
    expect(readConfig(path)).toEqual({ ok: true, value: config });
    expect(readdirSync(join(folder, 'new'))).toEqual(['config.json']);
  });

  test.each([
    ['no JSON', '{"mode":'],
    ['of an unknown mode', '{"mode":"both","language":"en","storeCreated":{"training":true,"real":false}}'],
    ['without a part', '{"mode":"real","language":"en"}'],
    [
      'with a part too many',
      '{"mode":"real","language":"en","storeCreated":{"training":true,"real":false},"x":1}',
    ],
  ])('that is %s is refused with the reason, and left as it is', (_what, text) => {
    const path = join(folder, 'config.json');
    writeFileSync(path, text);
    const read = readConfig(path);
    expect(read).toMatchObject({ ok: false, error: { code: 'config-invalid', path } });
    expect(read.ok ? '' : read.error.detail).not.toBe('');
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('that is a folder is unreadable', () => {
    mkdirSync(join(folder, 'config.json'));
    expect(readConfig(join(folder, 'config.json'))).toMatchObject({
      ok: false,
      error: { code: 'config-unreadable' },
    });
  });
});

test('A durable write that fails leaves the old file and nothing else', () => {
  const path = join(folder, 'name');
  mkdirSync(path);
  expect(() => writeFileDurably(path, 'new')).toThrow();
  expect(readdirSync(folder)).toEqual(['name']);
});

test('Free room is counted in bytes', () => {
  expect(freeBytes(folder)).toBeGreaterThan(0);
});

describe('The data folder', () => {
  test('is the one that GALLA_DATA names', () => {
    expect(chosenDataFolder({ GALLA_DATA: join(folder, 'till') })).toBe(join(folder, 'till'));
  });

  test('is the system’s place where nothing, or an empty text, is named', () => {
    const environment = { XDG_CONFIG_HOME: folder, LOCALAPPDATA: folder, GALLA_DATA: '' };
    expect(chosenDataFolder(environment)).toBe(chosenDataFolder({ ...environment, GALLA_DATA: undefined }));
  });

  test('has one store for training and another for real', () => {
    const paths = dataPaths(folder);
    expect(paths.store.training).toBe(join(folder, 'training', 'store.db'));
    expect(paths.store.real).toBe(join(folder, 'real', 'store.db'));
  });
});

describe('An installation', () => {
  test('keeps its id outside the data folder', () => {
    const outside = installationFolder({ GALLA_INSTALLATION_DIR: join(folder, 'outside') });
    const till = join(folder, 'till');
    mkdirSync(till);
    const id = installationIdFor(outside, till, systemIds);
    expect(isUuid(id)).toBe(true);
    expect(installationIdFor(outside, till, systemIds)).toBe(id);
    expect(readdirSync(till)).toEqual([]);
    expect(existsSync(outside)).toBe(true);
  });

  test('is another one where the folder was copied to, here or on another machine', () => {
    const till = join(folder, 'till');
    const copy = join(folder, 'copy');
    mkdirSync(till);
    mkdirSync(copy);
    const here = join(folder, 'here');
    const ids = [
      installationIdFor(here, till, systemIds),
      installationIdFor(here, copy, systemIds),
      installationIdFor(join(folder, 'another machine'), till, systemIds),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  test('whose file is spoiled gets a new id', () => {
    const here = join(folder, 'here');
    const id = installationIdFor(here, folder, systemIds);
    for (const name of readdirSync(here)) writeFileSync(join(here, name), '{');
    expect(installationIdFor(here, folder, systemIds)).not.toBe(id);
  });
});

test('Ids of one run sort by when they were made', () => {
  const made = Array.from({ length: 2000 }, () => systemIds.next<OrderId>());
  expect(made.toSorted()).toEqual(made);
  expect(new Set(made).size).toBe(made.length);
});
