import { logLevels, type LogFields, type Logger, type LogLevel } from './logger';

/** The part of a console that is written to. */
export type ConsoleSink = Pick<Console, 'debug' | 'info' | 'warn' | 'error'>;

export interface ConsoleLoggerOptions {
  /** Records below it are dropped. @default 'INFO' */
  readonly level?: LogLevel;
  /** @default the global console */
  readonly sink?: ConsoleSink;
  /** Milliseconds since 1970. @default `Date.now` */
  readonly now?: () => number;
}

/** A console knows no level above `error`. */
const methods = {
  DEBUG: 'debug',
  INFO: 'info',
  WARNING: 'warn',
  ERROR: 'error',
  CRITICAL: 'error',
} as const satisfies Record<LogLevel, keyof ConsoleSink>;

/** Makes a logger that writes one line a record: time in UTC, level, message; the fields follow as an object that the console can unfold. */
export function createConsoleLogger(options: ConsoleLoggerOptions = {}): Logger {
  const { level: lowest = 'INFO', sink = globalThis.console, now = Date.now } = options;
  const threshold = logLevels.indexOf(lowest);

  function loggerWith(bound: LogFields): Logger {
    const writer =
      (level: LogLevel) =>
      (message: string, fields: LogFields = {}): void => {
        if (logLevels.indexOf(level) < threshold) return;
        const all = { ...bound, ...fields };
        const line = `${new Date(now()).toISOString()} ${level} ${message}`;
        sink[methods[level]](line, ...(Object.keys(all).length === 0 ? [] : [all]));
      };
    return {
      debug: writer('DEBUG'),
      info: writer('INFO'),
      warning: writer('WARNING'),
      error: writer('ERROR'),
      critical: writer('CRITICAL'),
      with: (fields) => loggerWith({ ...bound, ...fields }),
    };
  }

  return loggerWith({});
}
