import type { TFunction } from 'i18next';
import { en } from './en/index.ts';

type KnownScheme = keyof typeof en.scheme;

function isKnownScheme(name: string): name is KnownScheme {
  return Object.hasOwn(en.scheme, name);
}

/** A card's scheme as the scheme writes itself, whatever case the gateway answered in; one we don't know stays as it came, and none is the empty text. */
export function schemeWords(t: TFunction, scheme: string | null): string {
  if (scheme === null) return '';
  const name = scheme.trim().toLowerCase().replaceAll(/[\s-]/g, '');
  return isKnownScheme(name) ? t(`scheme.${name}`) : scheme;
}
