import type { Language } from '../../shared/contract/till.ts';

/** The languages that the window speaks, in the order they are offered. */
export const languages = ['en', 'hi'] as const satisfies readonly Language[];
