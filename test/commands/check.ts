/** `npm run check`: the checks that read the source and run nothing of the app. */
import { runSteps } from '../support/run-steps.ts';
import { staticSteps } from '../support/steps.ts';

process.exitCode = await runSteps(staticSteps);
