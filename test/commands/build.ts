/** `npm run build`: the bundles of main, preload and window, when their sources have changed. */
import { buildApp } from '../support/build-app.ts';

await buildApp((line) => {
  console.log(line);
});
