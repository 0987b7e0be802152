import { describe, expect, it, vi } from 'vitest';
import { createConsoleLogger, type ConsoleLoggerOptions } from '../../../src/logging/console-logger';
import { logLevels, silentLogger, type Logger } from '../../../src/logging/logger';

function recorded(options: Omit<ConsoleLoggerOptions, 'sink'> = {}) {
  const records: unknown[][] = [];
  const to =
    (method: string) =>
    (...values: unknown[]): void => {
      records.push([method, ...values]);
    };
  const sink = { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') };
  return { records, logger: createConsoleLogger({ now: () => 0, ...options, sink }) };
}

function writeAll(logger: Logger): void {
  logger.debug('d');
  logger.info('i');
  logger.warning('w');
  logger.error('e');
  logger.critical('c');
}

const everything = [
  ['debug', '1970-01-01T00:00:00.000Z DEBUG d'],
  ['info', '1970-01-01T00:00:00.000Z INFO i'],
  ['warn', '1970-01-01T00:00:00.000Z WARNING w'],
  ['error', '1970-01-01T00:00:00.000Z ERROR e'],
  ['error', '1970-01-01T00:00:00.000Z CRITICAL c'],
];

describe('createConsoleLogger', () => {
  it.each(logLevels.map((level, index) => [level, everything.slice(index)] as const))(
    'writes %s and what is above it',
    (level, expected) => {
      const { records, logger } = recorded({ level });
      writeAll(logger);
      expect(records).toEqual(expected);
    },
  );

  it('leaves out what only a developer wants to know, unless asked', () => {
    const { records, logger } = recorded();
    writeAll(logger);
    expect(records).toEqual(everything.slice(1));
  });

  it('hands the fields on as they are, so that the console can unfold them', () => {
    const { records, logger } = recorded();
    const error = new RangeError('too far');
    logger.error('failed', { error });
    expect(records[0]?.[2]).toEqual({ error });
    const fields = records[0]?.[2] as { error: unknown } | undefined;
    expect(fields?.error).toBe(error);
  });

  it('adds the fields of its parents to each record, the nearest winning', () => {
    const { records, logger } = recorded();
    logger.with({ callId: 'a', engine: 'llm' }).with({ engine: 'diffusion' }).info('started', { step: 1 });
    logger.info('unrelated');
    expect(records).toEqual([
      ['info', '1970-01-01T00:00:00.000Z INFO started', { callId: 'a', engine: 'diffusion', step: 1 }],
      ['info', '1970-01-01T00:00:00.000Z INFO unrelated'],
    ]);
  });

  it('keeps its level in the loggers made from it', () => {
    const { records, logger } = recorded({ level: 'ERROR' });
    logger.with({ a: 1 }).warning('w');
    expect(records).toEqual([]);
  });
});

describe('silentLogger', () => {
  it('writes nothing anywhere, whatever its level or fields', () => {
    const spies = (['debug', 'info', 'warn', 'error', 'log'] as const).map((method) => vi.spyOn(console, method));
    try {
      writeAll(silentLogger);
      writeAll(silentLogger.with({ a: 1 }));
      for (const spy of spies) expect(spy).not.toHaveBeenCalled();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  });
});
