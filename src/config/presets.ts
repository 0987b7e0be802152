import type { CoreConfig } from './core-config';

/** Ready configs by name, as the server has them; spread one and change what differs. */
export const presets: Readonly<Record<'default' | 'development' | 'production', CoreConfig>> = {
  default: {},
  development: {
    systemMode: 'development',
    logLevel: 'DEBUG',
    enableRateLimiting: false,
    monitoring: { enableProfiling: true, enableTracing: true, healthCheckInterval: 10 },
    security: { enableRateLimiting: false },
  },
  production: {
    systemMode: 'production',
    logLevel: 'WARNING',
    monitoring: { enableMetrics: true, healthCheckInterval: 30 },
    security: { enableAuditLogging: true, enableRateLimiting: true },
  },
};
