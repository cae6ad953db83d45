/**
 * Unix seconds of an ISO 8601 time with its offset; null for a day or time that does not exist
 * (`Date` would read 30 February as 2 March).
 */
export function unixSeconds(text: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})T/.exec(text) ?? [];
  const midnight = new Date(`${year}-${month}-${day}T00:00:00Z`);
  const time = Date.parse(text);
  if (Number.isNaN(time) || midnight.getUTCDate() !== Number(day)) return null;
  return Math.floor(time / 1000);
}
