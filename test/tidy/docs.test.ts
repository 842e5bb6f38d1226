import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles, rootFolder } from '../support/repository.ts';

const pages = repositoryFiles().filter((path) => path.endsWith('.md'));
const manifest = JSON.parse(readRepositoryFile('package.json')) as { scripts: Record<string, string> };

test('every link between pages leads somewhere', () => {
  const links = pages.flatMap((page) =>
    [...readRepositoryFile(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map((match) => ({
      page,
      target: posix.normalize(posix.join(posix.dirname(page), match[1] ?? '')),
    })),
  );
  expect(links.length).toBeGreaterThan(0);
  const dead = links.filter(({ target }) => !existsSync(join(rootFolder, target)));
  expect(dead.map(({ page, target }) => `${page} → ${target}`)).toEqual([]);
});

test('every script that a page names exists', () => {
  const named = pages.flatMap((page) =>
    [...readRepositoryFile(page).matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => ({
      page,
      script: match[1] ?? '',
    })),
  );
  const unknown = named.filter(({ script }) => manifest.scripts[script] === undefined);
  expect(unknown.map(({ page, script }) => `${page}: npm run ${script}`)).toEqual([]);
});

test('every script is explained in the README or in CONTRIBUTING', () => {
  const text = `${readRepositoryFile('README.md')}\n${readRepositoryFile('CONTRIBUTING.md')}`;
  const explained = (script: string): boolean => new RegExp(`npm (?:run )?${script}(?![\\w:-])`).test(text);
  const named = Object.keys(manifest.scripts).filter((script) => !/^(?:pre|post)/.test(script));
  expect(named.filter((script) => !explained(script))).toEqual([]);
});

test('a script that runs a file runs one that exists', () => {
  const files = Object.values(manifest.scripts).flatMap(
    (line) => line.match(/\b(?:test|electron)\/[\w./-]+\.ts\b/g) ?? [],
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((path) => !existsSync(join(rootFolder, path)))).toEqual([]);
});
