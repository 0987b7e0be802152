import { InvalidConfigError } from '../errors';
import { check } from '../validation/problems';
import { coreConfigSchema } from './core-config-schema';
import type { ResolvedConfig } from './resolved-config';
import { serverOnlyProblems, withoutServerOnlyKeys } from './server-only-keys';

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Checks a config and fills in its defaults.
 *
 * @param config - what the caller gave; undefined is the empty config
 * @throws {InvalidConfigError} with every problem: unknown keys with the nearest known one, server-only keys with the reason
 */
export function resolveConfig(config: unknown = {}): ResolvedConfig {
  const serverOnly = isPlainObject(config) ? serverOnlyProblems(config) : [];
  const checked = check(coreConfigSchema, isPlainObject(config) ? withoutServerOnlyKeys(config) : config);
  if ('value' in checked && serverOnly.length === 0) return checked.value;
  const problems = 'value' in checked ? serverOnly : [...serverOnly, ...checked.problems];
  throw new InvalidConfigError({ subject: 'config', problems });
}
