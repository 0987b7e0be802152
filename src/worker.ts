import { composeSystem } from './compose';
import { exposeWorker } from './wire/expose-worker';

exposeWorker(({ config, assets }, { notify, fetch }) => composeSystem(config, { assets, notify, fetch }));
