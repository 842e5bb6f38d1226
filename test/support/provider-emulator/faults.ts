import type { Fault, Operation, Scenario } from '../../../electron/training/emulator/scenario.ts';
import type { Picture } from './dialect.ts';

/** Which fault befalls a call: a scenario may disturb some calls of an attempt only. */
export type FaultOf = (scenario: Scenario, operation: Operation, attemptId: string) => Fault | null;

/** Starts with no call counted. */
export function countFaults(): FaultOf {
  const counts = new Map<string, number>();
  return (scenario, operation, attemptId) => {
    const fault = scenario.faults?.[operation];
    if (fault === undefined) return null;
    const key = `${operation}/${attemptId}`;
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const after = fault.after ?? 0;
    return count > after && count <= after + (fault.times ?? Number.POSITIVE_INFINITY) ? fault.fault : null;
  };
}

/** The picture as a fault falsifies it, before the dialect puts it into the provider's words. */
export function falsify(picture: Picture, fault: Fault | null): Picture {
  if (fault?.kind === 'alter') return { ...picture, ...fault.with };
  if (fault?.kind !== 'alter-slip' || picture.slip === null) return picture;
  return { ...picture, slip: { ...picture.slip, ...fault.with } };
}
