import { type ConcreteDtype, type DeviceFacts, dtypeOrder, dtypeSuffixes, isSmallModel } from '../dtype-choice';
import { type GraphOffer, type GraphPlace, namesAt } from './graph-places';
import type { Repository } from './repository';

/** Asks for a graph of one dtype, where there is no listing. */
export async function probeDtype(
  repository: Repository,
  place: GraphPlace,
  dtype: ConcreteDtype,
  without: readonly string[] = [],
): Promise<GraphOffer | undefined> {
  for (const graphFile of namesAt(place, dtype)) {
    if (without.includes(graphFile)) continue;
    const entry = await repository.entry(graphFile);
    if (entry) return { dtype, graphFile, sizeBytes: entry.sizeBytes };
  }
  return undefined;
}

/** A graph that keeps its weights in another file is small whatever the model is. */
async function isWhole(repository: Repository, { graphFile }: GraphOffer): Promise<boolean> {
  for (const suffix of ['_data', '.data']) if (await repository.entry(`${graphFile}${suffix}`)) return false;
  return true;
}

/** The graph that `auto` takes at a place that cannot be listed: names are asked in the order of the choice, up to the first that is there. */
export async function probeAuto(
  repository: Repository,
  place: GraphPlace,
  device: DeviceFacts,
  without: readonly string[] = [],
): Promise<GraphOffer | undefined> {
  const full = device.webgpu ? undefined : await probeDtype(repository, place, 'fp32', without);
  if (full && isSmallModel([full]) && (await isWhole(repository, full))) return full;
  for (const dtype of dtypeOrder(device)) {
    const offer = dtype === 'fp32' && !device.webgpu ? full : await probeDtype(repository, place, dtype, without);
    if (offer) return offer;
  }
  return undefined;
}

/** Every graph at a place, one request a name: only to tell what there is when what was asked is not. */
export async function probeAll(repository: Repository, place: GraphPlace): Promise<readonly GraphOffer[]> {
  const dtypes = Object.keys(dtypeSuffixes) as ConcreteDtype[];
  const offers = await Promise.all(dtypes.map((dtype) => probeDtype(repository, place, dtype)));
  return offers.filter((offer) => offer !== undefined);
}
