import { describe, expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles } from '../support/repository.ts';
import { layerOf, layers } from './layers.ts';
import { layersWithin, projectOf, solutionOf } from './tsconfigs.ts';

const files = repositoryFiles();
const built = layersWithin(files, layerOf);

describe('each folder is a TypeScript project with the references of the table; `npm run projects` writes them', () => {
  test.each(built.map((layer) => [layer.name, layer] as const))('%s', (_name, layer) => {
    const project = projectOf(layer, built);
    expect(JSON.parse(readRepositoryFile(project.path))).toEqual(project.content);
  });

  test('the solution at the root names all of them, and there are no others', () => {
    const solution = solutionOf(built);
    expect(JSON.parse(readRepositoryFile(solution.path))).toEqual(solution.content);
    const wanted = [
      solution.path,
      'tsconfig.base.json',
      ...built.map((layer) => projectOf(layer, built).path),
    ];
    expect(files.filter((path) => /(?:^|\/)tsconfig[^/]*\.json$/.test(path)).toSorted()).toEqual(
      wanted.toSorted(),
    );
  });

  test('every source file belongs to a layer', () => {
    const outside = files.filter((path) => /\.tsx?$/.test(path) && layerOf(path) === undefined);
    expect(outside.filter((path) => !/^[^/]+\.config\.ts$/.test(path))).toEqual([]);
  });

  test('a layer comes after those that it may import', () => {
    const late = layers.flatMap((layer, position) =>
      layer.may.filter(
        (allowance) => layers.findIndex((other) => other.name === allowance.layer) >= position,
      ),
    );
    expect(late).toEqual([]);
  });
});
