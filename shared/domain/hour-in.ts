const clocks = new Map<string, Intl.DateTimeFormat>();

/** The clock of a zone, made once: making one costs more than all else that a sale asks of it. */
function clockIn(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-nu-latn', {
    timeZone: zone,
    hour: '2-digit',
    hourCycle: 'h23',
  });
  clocks.set(zone, made);
  return made;
}

/** The hour of an instant (UTC milliseconds) in an IANA zone, 0 to 23; an unknown zone throws. */
export function hourIn(atMs: number, zone: string): number {
  return Number(clockIn(zone).format(atMs));
}
