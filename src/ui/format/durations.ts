/** `12 ms`, `1.4 s`, `3.2 min`: of milliseconds. */
export function formatDuration(milliseconds: number, locale: string): string {
  const [value, unit] =
    milliseconds < 1000
      ? ([milliseconds, 'millisecond'] as const)
      : milliseconds < 60_000
        ? ([milliseconds / 1000, 'second'] as const)
        : ([milliseconds / 60_000, 'minute'] as const);
  const maximumFractionDigits = unit === 'millisecond' && value >= 10 ? 0 : 1;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits,
  }).format(value);
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** `09:12:44.031`, the time of day where the person is, of milliseconds since 1970. */
export function formatClock(milliseconds: number, locale: string): string {
  const format =
    timeFormats.get(locale) ??
    new Intl.DateTimeFormat(locale, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      fractionalSecondDigits: 3,
      hourCycle: 'h23',
    });
  timeFormats.set(locale, format);
  return format.format(milliseconds);
}
