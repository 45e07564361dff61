/** How code writes down when something is to run, where that is once an hour at most. */
export const seldomSchedules: readonly RegExp[] = [
  // crontab: the minute is one, and with six fields the second before it as well.
  /^\d+(?:\s+\S+){4}$/,
  /^\d+\s+\d+(?:\s+\S+){4}$/,
  /^@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)$/,
  // EventBridge: `rate(1 day)`, `cron(0 2 * * ? *)`.
  /^rate\(\d+ (?:hour|day)s?\)$/,
  /^cron\(\d+\s/,
  // App Engine and Agenda: `every 24 hours`, `every day 09:00`, `every monday 09:00`, `1 week`.
  /^(?:every\s+(?:\d+\s+)?|\d+\s+)(?:hour|day|week|month|year|mon|tue|wed|thu|fri|sat|sun)(?!.*\bminutes?\b)/i,
];

/** Names of constants that stand for such a schedule: `CronExpression.EVERY_DAY_AT_MIDNIGHT`. */
export const seldomScheduleNames = /^(?:EVERY_(?!.*(?:SECOND|MINUTE))|(?!.*(?:SECOND|MINUTE)).*_AT_(?:\d|NOON|MIDNIGHT))/;

/** Periods are given in milliseconds; a number below is another one's, or is often enough. */
export const SELDOM_PERIOD = 3_600_000;
