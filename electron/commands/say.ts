/** What a command says to people: on the error stream, so that the last line of the other is for programs. */
export function complain(what: string): void {
  console.error(what);
}

/** The last line of what a command prints: one object, for programs. */
export function printLine(line: Readonly<Record<string, unknown>>): void {
  console.log(JSON.stringify(line));
}
