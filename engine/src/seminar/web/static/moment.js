// @ts-nocheck: its types are not written yet
// Points in time as response files hold them; quiz/responses.py says the same.

const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;

/** Whether this is a text that says when, on a day that exists, with a time zone. */
export function isMoment(at) {
  const [, year, month, day] = (typeof at === "string" && MOMENT.exec(at)) || [];
  // The thirtieth of February would be taken for a day in March.
  const there = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day))).getUTCDate() === Number(day);
  return there && year >= 1970 && year < 9000 && !Number.isNaN(Date.parse(at));
}
