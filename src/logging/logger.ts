/** Levels by the names of the config, least severe first. */
export const logLevels = ['DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'] as const;

export type LogLevel = (typeof logLevels)[number];

/** What a record says beside its message: what was measured or met, never a prompt or a secret. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Writes one record a call. */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warning(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  critical(message: string, fields?: LogFields): void;
  /** A logger whose records also have these fields. */
  with(fields: LogFields): Logger;
}

const nothing = (): void => undefined;

/** Writes nothing. */
export const silentLogger: Logger = {
  debug: nothing,
  info: nothing,
  warning: nothing,
  error: nothing,
  critical: nothing,
  with: () => silentLogger,
};
