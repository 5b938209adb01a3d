/** Milliseconds since the epoch of `20260102T030405Z`, or null when the text is anything else. */
export function parseTimestamp(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(text);
  if (!match) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}T${match[4]}:${match[5]}:${match[6]}.000Z`;
  const time = Date.parse(iso);
  // Date.parse lets 31 February roll over; what does not come back as it went in is not a date.
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? null : time;
}
