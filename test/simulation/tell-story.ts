import { runWorld } from './run-world.ts';
import { stockShelf } from './shelf.ts';
import type { TraceLine } from './world.ts';

const ID = /[0-9a-f]{8}-0000-7000-8000-[0-9a-f]{12}/g;
const MOST_LINES = 120;

function shown({ atMs, text }: TraceLine): string {
  return `${String(Math.round(atMs / 100) / 10).padStart(8)} s  ${text.replaceAll(ID, (id) => id.slice(-6))}`;
}

/**
 * Plays a seed again and tells what happened to the orders and payments that broke, or to one of them; the whole story when nothing did. Ids are
 * shortened to their last six digits; the same seed tells the same story.
 */
export async function tellStory(
  seed: number,
  about: string | null,
): Promise<{ readonly lines: readonly string[]; readonly violations: readonly string[] }> {
  const { trace, violations } = await runWorld(seed, await stockShelf(), true);
  const ids = new Set(about === null ? violations.flatMap((sentence) => sentence.match(ID) ?? []) : []);
  const tills = new Set(violations.map((sentence) => /^(A\d): /.exec(sentence)?.[1]));
  const isTold = ({ text }: TraceLine): boolean => {
    if (about !== null) return text.includes(about);
    if (text.startsWith('BROKEN')) return true;
    const till = /^(A\d) (?:dies|starts)/.exec(text)?.[1];
    if (till !== undefined) return tills.has(till);
    return (text.match(ID) ?? []).some((id) => ids.has(id));
  };
  const told = violations.length === 0 && about === null ? trace : trace.filter(isTold);
  const cut = told.length > MOST_LINES && violations.length > 0 ? told.slice(-MOST_LINES) : told;
  return { lines: cut.map(shown), violations };
}
