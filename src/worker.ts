import { composeSystem } from './compose';
import { exposeWorker } from './wire/expose-worker';

exposeWorker(({ config, assets, baseUrl }, { notify, fetch }) =>
  composeSystem(config, { assets, baseUrl, notify, fetch }),
);
