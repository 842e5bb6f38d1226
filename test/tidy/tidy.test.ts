import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repositoryFiles, rootFolder } from '../support/repository.ts';
import { tidyRules } from './rules.ts';

const texts = repositoryFiles()
  .filter((path) => path !== 'test/tidy/rules.ts')
  .map((path) => ({ path, bytes: readFileSync(join(rootFolder, path)) }))
  .filter((file) => !file.bytes.includes(0))
  .map((file) => ({ path: file.path, text: file.bytes.toString('utf8') }));

describe.each(tidyRules.map((rule) => [rule.name, rule] as const))('%s', (_name, rule) => {
  test('catches what it should and lets the rest pass', () => {
    expect(rule.caught.filter((example) => rule.find(example).length === 0)).toEqual([]);
    expect(rule.passed.filter((example) => rule.find(example).length > 0)).toEqual([]);
  });

  test(`holds everywhere: ${rule.reason}`, () => {
    const read = texts.filter((file) => rule.reads(file.path));
    expect(read.length).toBeGreaterThan(0);
    const found = read.flatMap((file) => rule.find(file.text).map((line) => `${file.path}:${line}`));
    expect(found).toEqual([]);
  });
});
