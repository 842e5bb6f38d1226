import { standsFor, type Fault, type Operation, type Scenario } from './scenario.ts';

/** Counts the calls of each attempt, because a fault may last for the first few only. */
export function createFaults(
  scenarioKnown: (attemptId: string) => Scenario | null,
): (operation: Operation, attemptId: string) => Fault | null {
  const counts = new Map<string, number>();
  return (operation, attemptId) => {
    const faults = scenarioKnown(attemptId)?.faults;
    const named = faults?.[operation] === undefined ? (standsFor[operation] ?? operation) : operation;
    const fault = faults?.[named];
    if (fault === undefined) return null;
    const key = `${named}/${attemptId}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const after = fault.after ?? 0;
    return count > after && count <= after + (fault.times ?? Number.POSITIVE_INFINITY) ? fault.fault : null;
  };
}
