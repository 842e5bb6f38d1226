/** The locale of a language in India, with Western digits: bills and reports in Hindi use them too. */
function localeOf(language: string): string {
  return language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN';
}

/** A business date such as 2026-11-22 as people say it: Sun, 22 Nov 2026. */
export function dateWords(businessDate: string, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${businessDate}T00:00:00Z`));
}

/** An instant (UTC milliseconds) as the clock on the shop's wall showed it, seconds included when asked for. */
export function timeWords(atMs: number, language: string, zone: string, seconds = false): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: 'numeric',
    minute: '2-digit',
    ...(seconds ? { second: '2-digit' } : {}),
    timeZone: zone,
  }).format(new Date(atMs));
}
