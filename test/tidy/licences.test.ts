import { describe, expect, test } from 'vitest';
import { readRepositoryFile } from '../support/repository.ts';
import { thirdPartyNotices } from '../support/third-party-notices.ts';
import { billOfMaterials } from './bill-of-materials.ts';
import { devExceptions, isPermissive, lockedPackages } from './licences.ts';

const packages = lockedPackages(readRepositoryFile('package-lock.json'));
const label = (found: { name: string; version: string; licence: string | undefined }): string =>
  `${found.name}@${found.version}: ${found.licence ?? 'no licence'}`;

test('every package that is handed on has a permissive licence', () => {
  const shipped = packages.filter((found) => found.shipped);
  expect(shipped.length).toBeGreaterThan(10);
  expect(shipped.filter((found) => !isPermissive(found.licence ?? '')).map(label)).toEqual([]);
});

test('every other package has a permissive licence or a listed reason', () => {
  const others = packages.filter((found) => !found.shipped && !isPermissive(found.licence ?? ''));
  expect(others.filter((found) => !isExcepted(found.name, found.licence)).map(label)).toEqual([]);
});

test('no exception is listed for a package that is gone', () => {
  const unused = devExceptions.filter(({ family }) => !packages.some((found) => family.test(found.name)));
  expect(unused.map((exception) => exception.reason)).toEqual([]);
});

test('an expression is read as SPDX says', () => {
  expect(
    ['MIT', '(MIT OR GPL-3.0-only)', 'MIT AND ISC', '(BSD-2-Clause OR MIT OR Apache-2.0)'].map(isPermissive),
  ).toEqual([true, true, true, true]);
  expect(['', 'GPL-3.0-only', 'MIT AND MPL-2.0', 'SEE LICENSE IN LICENSE'].map(isPermissive)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

describe('the list of parts', () => {
  const document = billOfMaterials({ name: 'galla', version: '1.2.3' }, packages);
  const listed = new Set(
    document.components.map(({ name, group }) => (group === undefined ? name : `${group}/${name}`)),
  );

  test('names every package that the app ships with, and none that it does not', () => {
    const { dependencies } = JSON.parse(readRepositoryFile('package.json')) as {
      dependencies: Record<string, string>;
    };
    expect([...Object.keys(dependencies), 'electron'].filter((name) => !listed.has(name))).toEqual([]);
    expect(['vitest', 'oxlint', 'electron-builder'].filter((name) => listed.has(name))).toEqual([]);
    expect(document.components.length).toBe(packages.filter((found) => found.shipped).length);
  });

  test('gives each a package address, a licence and the hash that npm checked', () => {
    expect(document.components.find((component) => component.name === 'react-virtual')).toMatchObject({
      group: '@tanstack',
      purl: expect.stringMatching(/^pkg:npm\/%40tanstack\/react-virtual@\d/) as string,
      licenses: [{ expression: 'MIT' }],
      hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) as string }],
    });
  });
});

function isExcepted(name: string, licence: string | undefined): boolean {
  return devExceptions.some((exception) => exception.family.test(name) && exception.licence === licence);
}

test('the notices that go with the app name every part and carry its licence', () => {
  const notices = thirdPartyNotices();
  for (const name of ['better-sqlite3', 'react', 'undici', 'zod']) expect(notices).toContain(`\n${name} `);
  expect(notices).toContain('Permission is hereby granted, free of charge');
});
