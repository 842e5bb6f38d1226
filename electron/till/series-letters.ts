import type { TillConfig } from '../../shared/contract/config.ts';
import { nextSeriesLetter } from '../../shared/domain/invoice-number.ts';
import type { Reader } from '../store/handles.ts';
import { listSeries } from '../store/repositories/invoice-series.ts';

const firstLetters = { training: 'A', real: 'A' } as const;

/** The letter with which a new store of the mode in force begins its series. */
export function seriesLetterOf(config: TillConfig): string {
  return (config.seriesLetters ?? firstLetters)[config.mode];
}

function withLetter(config: TillConfig, letter: string): TillConfig {
  return {
    ...config,
    seriesLetters: { ...(config.seriesLetters ?? firstLetters), [config.mode]: letter },
  };
}

/**
 * The configuration for a store that takes the place of a lost one: no number may be used twice (CGST Rules, 46(b)), and nobody can look up
 * which ones were. The lost store may have opened one series more than was seen when it was last opened, so two letters are passed.
 */
export function afterLostStore(config: TillConfig): TillConfig {
  const seen = seriesLetterOf(config);
  const opened = nextSeriesLetter(seen) ?? seen;
  return withLetter(config, nextSeriesLetter(opened) ?? opened);
}

/** The configuration once a store is open: it remembers the highest letter that the store uses. */
export function withSeenLetters(config: TillConfig, db: Reader): TillConfig {
  const known = seriesLetterOf(config);
  const highest = listSeries(db).reduce((most, { letter }) => (letter > most ? letter : most), known);
  return highest === known ? config : withLetter(config, highest);
}
