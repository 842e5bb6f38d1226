import type { Scenario } from '../scenario.ts';
import { cancelRaces } from './cancel-races.ts';
import { hostOutcomes } from './host-outcomes.ts';
import { httpFaults } from './http-faults.ts';
import { lostReplies } from './lost-replies.ts';
import { oneTimePasswords } from './one-time-passwords.ts';
import { terminalFaults } from './terminal-faults.ts';
import { wrongReplies } from './wrong-replies.ts';

/** Every scenario by its name, family after family. */
export const scenarios: ReadonlyMap<string, Scenario> = new Map(
  [hostOutcomes, terminalFaults, lostReplies, httpFaults, wrongReplies, cancelRaces, oneTimePasswords]
    .flat()
    .map((scenario) => [scenario.name, scenario]),
);

/** The name of the scenario that plays when no rule says otherwise. */
export const DEFAULT_SCENARIO = 'approve';
