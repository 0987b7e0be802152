import type {
  ApiConfig,
  BrowserConfig,
  CacheConfig,
  CoreConfig,
  DiffusionConfig,
  HubConfig,
  ModelConfig,
  ModelDefaults,
  MonitoringConfig,
  SecurityConfig,
} from './core-config';

/** A group of which every key has a default, but for those named. */
type Filled<Group, Optional extends keyof Group = never> = Required<Omit<Group, Optional>> & Pick<Group, Optional>;

type Groups = 'cache' | 'security' | 'monitoring' | 'model' | 'api' | 'diffusion' | 'models' | 'browser';

/** A checked config with every default filled in. */
export interface ResolvedConfig extends Filled<Omit<CoreConfig, Groups>, 'logFile'> {
  cache: Filled<CacheConfig>;
  security: Filled<SecurityConfig, 'encryptionKey'>;
  monitoring: Filled<MonitoringConfig, 'prometheusEndpoint'>;
  model: Filled<ModelConfig, 'modelCacheDir'>;
  api: Filled<ApiConfig>;
  diffusion: Filled<DiffusionConfig, 'modelId'>;
  models: ModelDefaults;
  browser: Filled<Omit<BrowserConfig, 'hub'>, 'worker' | 'fetch' | 'ortPaths' | 'threads'> & {
    hub: Filled<HubConfig, 'token'>;
  };
}
