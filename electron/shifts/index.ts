export { createShifts } from './create-shifts.ts';
export type { Shifts } from './create-shifts.ts';
