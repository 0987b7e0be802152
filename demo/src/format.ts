const integers = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** 1234 as `1,234`. */
export function formatCount(count: number): string {
  return integers.format(count);
}

/** Bytes in decimal units, as downloads are counted: `4.0 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${integers.format(bytes / 1000)} kB`;
  if (bytes < 1e9) return `${tenths.format(bytes / 1e6)} MB`;
  return `${tenths.format(bytes / 1e9)} GB`;
}

/** `42 ms`, or `1.3 s` from a second on. */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${integers.format(milliseconds)} ms` : `${tenths.format(milliseconds / 1000)} s`;
}

/** A rate with as many digits as it is steady in. */
export function formatRate(perSecond: number): string {
  return perSecond < 100 ? tenths.format(perSecond) : integers.format(perSecond);
}
