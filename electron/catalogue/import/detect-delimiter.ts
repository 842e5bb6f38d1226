const CANDIDATES = [',', ';', '\t', '|'] as const;
const LINES_MAX = 50;

/** What stands between the cells of a CSV file. */
export type Delimiter = (typeof CANDIDATES)[number];

/** How often a sign stands outside quotes, for each of the first lines. */
function countsPerLine(text: string, sign: string): number[] {
  const counts: number[] = [];
  let count = 0;
  let quoted = false;
  let filled = false;
  for (const letter of text) {
    if (letter === '"') quoted = !quoted;
    if (!quoted && letter === '\n') {
      if (filled) counts.push(count);
      if (counts.length >= LINES_MAX) break;
      count = 0;
      filled = false;
      continue;
    }
    if (letter !== '\r') filled = true;
    if (!quoted && letter === sign) count += 1;
  }
  return counts;
}

/**
 * The delimiter of a CSV text: the sign that stands equally often in most lines, the more often the better; a comma when none does.
 * A first line "sep=;" as some spreadsheets write it decides.
 */
export function detectDelimiter(text: string): Delimiter {
  const told = /^sep=(.)\r?\n/u.exec(text)?.[1];
  const toldCandidate = CANDIDATES.find((candidate) => candidate === told);
  if (toldCandidate !== undefined) return toldCandidate;
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const candidate of CANDIDATES) {
    const counts = countsPerLine(text, candidate);
    const inHead = counts[0] ?? 0;
    const alike = counts.filter((count) => count === inHead).length / Math.max(counts.length, 1);
    const score = inHead === 0 ? 0 : alike * 100 + inHead;
    if (score > bestScore) {
      best = candidate;
      bestScore = score;
    }
  }
  return best;
}
