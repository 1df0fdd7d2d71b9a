// Points in time as response files hold them; quiz/responses.py says the same.

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/**
 * Says whether this is a text that says when, on a day that exists, with a time zone.
 * @param {unknown} at
 * @returns {at is string}
 */
export function isMoment(at) {
  if (typeof at !== "string") return false;
  const [year, month, day] = (MOMENT.exec(at) ?? []).slice(1, 4).map(Number);
  // The day is compared, because Date.UTC takes the thirtieth of February for a day in March.
  const there = new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
  return there && year >= 1970 && year < 9000 && !Number.isNaN(Date.parse(at));
}
