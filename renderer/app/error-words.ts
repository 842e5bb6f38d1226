import type { TFunction } from 'i18next';
import type { PosError } from '../../shared/contract/errors.ts';

/** The one place where an error becomes a sentence: what happened and what to do next. */
export function errorWords(t: TFunction, error: PosError): string {
  const gaps = { reference: '–', triesLeft: '–', seconds: '–', items: '–' };
  return t(`errors.${error.code}`, { ...gaps, ...error.params });
}
