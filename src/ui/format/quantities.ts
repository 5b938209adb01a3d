const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `1.4 MB`: three figures at most, decimal units. `bytes` is a whole number, not negative. */
export function formatSize(bytes: number, locale: string): string {
  const { value, unit } = scaled(bytes);
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: unit === 'byte' ? 'long' : 'short',
    ...figures(value, unit),
  }).format(value);
}

/** `1.4 MB/s` of bytes a second. */
export function formatRate(bytesPerSecond: number, locale: string): string {
  const { value, unit } = scaled(Math.max(1000, bytesPerSecond));
  const format = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: `${unit}-per-second`,
    ...figures(value, unit),
  });
  return format.format(value);
}

export function formatBytesExactly(bytes: number, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'byte', unitDisplay: 'long' }).format(bytes);
}

export function formatCount(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

function scaled(bytes: number): { readonly value: number; readonly unit: (typeof units)[number] } {
  let value = bytes;
  let index = 0;
  // 999.5 and more would be shown as 1,000
  while (value >= 999.5 && index < units.length - 1) {
    value /= 1000;
    index += 1;
  }
  return { value, unit: units[index] ?? 'byte' };
}

function figures(value: number, unit: (typeof units)[number]): Intl.NumberFormatOptions {
  const fraction = unit === 'byte' || value >= 99.95 ? 0 : 1;
  return { minimumFractionDigits: fraction, maximumFractionDigits: fraction };
}

/** Time left in steps that grow with it, so that the words stand still while the figure wavers. */
export type TimeLeft =
  | { readonly unit: 'moment' }
  | { readonly unit: 'seconds'; readonly count: number }
  | { readonly unit: 'minutes'; readonly count: number }
  | { readonly unit: 'hours'; readonly count: number; readonly minutes: number };

export function timeLeft(seconds: number): TimeLeft {
  if (seconds < 5) return { unit: 'moment' };
  if (seconds <= 55) return { unit: 'seconds', count: Math.ceil(seconds / 5) * 5 };
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return { unit: 'minutes', count: minutes };
  const quarters = Math.ceil(seconds / 900) * 15;
  return { unit: 'hours', count: Math.floor(quarters / 60), minutes: quarters % 60 };
}

const dayFormat: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };

/** A date of ISO 8601 in the person's own zone; null when it is none. */
export function formatDate(iso: string, locale: string): string | null {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : new Intl.DateTimeFormat(locale, dayFormat).format(date);
}
