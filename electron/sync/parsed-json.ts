/** A text as JSON; undefined where it is none, as the page of a proxy. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
