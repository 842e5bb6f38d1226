import type { en } from './en/index.ts';

/** The shape of a set of words, with any text in place of the English one. */
export type Same<T> = T extends string ? string : { readonly [K in keyof T]: Same<T[K]> };

/** What every language must have: exactly the keys of English. */
export type Words = Same<typeof en>;
