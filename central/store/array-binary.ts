/** The object id of the type text: the same in every PostgreSQL (its pg_type.dat). */
const TEXT = 25;
/** Dimensions, whether there are nulls, the element's type, how many elements, the index of the first: four bytes each. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

/**
 * Texts as the parameter of type `text[]` that PostgreSQL takes in its binary form: each with its length before it, in UTF-8. Nothing has to be escaped and
 * nothing to be looked for: of a push, which is nearly all text, the text form took a third of the time here and a tenth of it in the database.
 */
export function binaryTexts(texts: readonly (string | null)[]): Buffer {
  const lengths = texts.map((text) => (text === null ? NULL_LENGTH : Buffer.byteLength(text)));
  const bytes = lengths.reduce((sum, length) => sum + LENGTH_BYTES + Math.max(0, length), HEADER_BYTES);
  const array = Buffer.allocUnsafe(bytes);
  const hasNull = lengths.includes(NULL_LENGTH);
  let at = 0;
  for (const word of [1, hasNull ? 1 : 0, TEXT, texts.length, 1]) at = array.writeInt32BE(word, at);
  texts.forEach((text, index) => {
    at = array.writeInt32BE(lengths[index] ?? NULL_LENGTH, at);
    if (text !== null) at += array.write(text, at);
  });
  return array;
}
