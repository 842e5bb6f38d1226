/** Writes the tsconfig.json of every folder from the table of layers: `npm run projects` after changing either. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { layerOf, layers } from '../tidy/layers.ts';
import { layersWithin, projectOf, solutionOf } from '../tidy/tsconfigs.ts';
import type { ProjectFile } from '../tidy/tsconfigs.ts';
import { repositoryFiles, rootFolder } from '../support/repository.ts';

const everyLayer = process.argv.includes('--all');
const built = everyLayer
  ? layers.filter((layer) => !layer.name.startsWith('central'))
  : layersWithin(repositoryFiles(), layerOf);

for (const layer of layers) {
  const project = projectOf(layer, built);
  if (built.includes(layer)) write(project);
  else if (existsSync(join(rootFolder, project.path))) rmSync(join(rootFolder, project.path));
}
write(solutionOf(built));

function write(project: ProjectFile): void {
  const path = join(rootFolder, project.path);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(project.content, null, 2)}\n`);
  process.stdout.write(`${project.path}\n`);
}
