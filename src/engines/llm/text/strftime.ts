const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/**
 * Formats a local date as Python's `strftime` does in its default locale: English names, whatever the browser's language, because that is
 * what models have seen.
 *
 * Knows `%Y %y %m %d %e %B %b %A %a %H %I %M %S %p %j %%`; other directives stay as they are.
 */
export function strftime(date: Date, format: string): string {
  const padded = (value: number, length = 2): string => String(value).padStart(length, '0');
  const month = months[date.getMonth()]!;
  const weekday = weekdays[date.getDay()]!;
  const hours = date.getHours();
  return format.replace(/%[A-Za-z%]/g, (directive) => {
    switch (directive) {
      case '%Y':
        return String(date.getFullYear());
      case '%y':
        return padded(date.getFullYear() % 100);
      case '%m':
        return padded(date.getMonth() + 1);
      case '%d':
        return padded(date.getDate());
      case '%e':
        return String(date.getDate()).padStart(2);
      case '%B':
        return month;
      case '%b':
        return month.slice(0, 3);
      case '%A':
        return weekday;
      case '%a':
        return weekday.slice(0, 3);
      case '%H':
        return padded(hours);
      case '%I':
        return padded(hours % 12 || 12);
      case '%M':
        return padded(date.getMinutes());
      case '%S':
        return padded(date.getSeconds());
      case '%p':
        return hours < 12 ? 'AM' : 'PM';
      case '%j':
        return padded(dayOfYear(date), 3);
      case '%%':
        return '%';
      default:
        return directive;
    }
  });
}

function dayOfYear(date: Date): number {
  const midnight = Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
  return (midnight - Date.UTC(date.getFullYear(), 0, 0)) / 86_400_000;
}
