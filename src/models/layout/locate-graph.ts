import { ModelNotFoundError, ModelUnsupportedError } from '../../errors/model-errors';
import { chooseDtype, type ConcreteDtype, type DeviceFacts, dtypeOfFileName } from '../dtype-choice';
import type { Dtype } from '../model-reference';
import { genaiGraph, nestedGenaiFolders } from './genai-folder';
import { type GraphOffer, type GraphPlace, listedOffers, onnxFolder, rootFolder } from './graph-places';
import { probeAll, probeAuto, probeDtype } from './probe-graph';
import type { Repository } from './repository';

export interface GraphChoice {
  readonly dtype: Dtype;
  readonly device: DeviceFacts;
  /** Path of the graph; wins over the dtype. */
  readonly graphFile?: string;
  /** Graphs that are passed over. */
  readonly without?: readonly string[];
}

/** The graph that a load takes. */
export interface LocatedGraph {
  readonly graphFile: string;
  /** By the file's name; undefined where the graph itself has to tell. */
  readonly dtype?: ConcreteDtype;
  /** Folder of the `genai_config.json` that named the graph. */
  readonly genaiFolder?: string;
}

const allPlaces: readonly GraphPlace[] = [...onnxFolder, ...rootFolder];

function located(graphFile: string): LocatedGraph {
  return { graphFile, dtype: dtypeOfFileName(graphFile) };
}

function graphsIn({ listing = [] }: Repository): readonly string[] {
  return listing.map(({ path }) => path).filter((path) => path.endsWith('.onnx'));
}

function naming(paths: readonly string[]): string {
  if (paths.length === 0) return 'there is no .onnx file';
  const more = paths.length > 12 ? ` and ${paths.length - 12} more` : '';
  return `there are ${paths.slice(0, 12).join(', ')}${more}`;
}

/** @throws {ModelUnsupportedError} where the names tell that no single graph of the repository is a decoder with a cache */
function refuseForeignLayouts(repository: Repository): void {
  const graphs = graphsIn(repository);
  const model = repository.source.name;
  const encoder = graphs.find((path) => /(^|\/)encoder_model[^/]*\.onnx$/.test(path));
  if (encoder !== undefined)
    throw new ModelUnsupportedError({ model, reason: `it is an encoder-decoder (${encoder}); only decoders are run` });
}

async function among(repository: Repository, places: readonly GraphPlace[], choice: GraphChoice) {
  const { dtype, device, without = [] } = choice;
  for (const place of places) {
    if (!repository.listing) {
      const offer =
        dtype === 'auto'
          ? await probeAuto(repository, place, device, without)
          : await probeDtype(repository, place, dtype);
      if (offer) return located(offer.graphFile);
      continue;
    }
    const offers = listedOffers(repository, place).filter(({ graphFile }) => !without.includes(graphFile));
    const wanted = dtype === 'auto' ? chooseDtype(offers, device) : dtype;
    const offer = offers.find((candidate) => candidate.dtype === wanted);
    if (offer) return located(offer.graphFile);
  }
  return undefined;
}

async function allOffers(repository: Repository, places: readonly GraphPlace[]): Promise<readonly GraphOffer[]> {
  if (repository.listing) return places.flatMap((place) => listedOffers(repository, place));
  const offers = await Promise.all(places.map((place) => probeAll(repository, place)));
  return offers.flat();
}

async function explain(repository: Repository, { dtype }: GraphChoice): Promise<Error> {
  const model = repository.source.name;
  const graphs = graphsIn(repository);
  if (graphs.some((path) => /(^|\/)decoder_with_past_model[^/]*\.onnx$/.test(path))) {
    const reason = 'its decoder is split into decoder_model and decoder_with_past_model; export it merged';
    return new ModelUnsupportedError({ model, reason });
  }
  const offers = await allOffers(repository, allPlaces);
  if (dtype !== 'auto' && offers.length > 0) {
    const dtypes = [...new Set(offers.map((offer) => offer.dtype))].join(', ');
    return new ModelNotFoundError({ model, reason: `it has no ${dtype}; it has ${dtypes}` });
  }
  const looked = 'found no onnx/model*.onnx, onnx/decoder_model_merged*.onnx, model*.onnx and no genai_config.json';
  return new ModelNotFoundError({ model, reason: repository.listing ? `${looked}; ${naming(graphs)}` : looked });
}

/**
 * Finds the graph of a repository. `onnx/` wins over a graph at the root, and that over folders of the onnxruntime-genai builder further down;
 * a repository with a single `.onnx` file of any name is taken as it is.
 *
 * @throws {ModelNotFoundError} where there is none, or none of the dtype, with those that there are
 * @throws {ModelUnsupportedError} where the layout is not a decoder's
 */
export async function locateGraph(repository: Repository, choice: GraphChoice): Promise<LocatedGraph> {
  const { graphFile, device, without = [] } = choice;
  if (graphFile !== undefined) {
    if (await repository.entry(graphFile)) return located(graphFile);
    const there = repository.listing ? `; ${naming(graphsIn(repository))}` : '';
    throw new ModelNotFoundError({ model: repository.source.name, reason: `it has no file ${graphFile}${there}` });
  }
  refuseForeignLayouts(repository);

  const inOnnxFolder = await among(repository, onnxFolder, choice);
  if (inOnnxFolder) return inOnnxFolder;
  const built = await genaiGraph(repository, '');
  if (built !== undefined && !without.includes(built)) return { ...located(built), genaiFolder: '' };
  const atRoot = await among(repository, rootFolder, choice);
  if (atRoot) return atRoot;

  if (repository.listing && (await allOffers(repository, allPlaces)).length === 0) {
    const [folder] = nestedGenaiFolders(repository, device.webgpu);
    const nested = folder === undefined ? undefined : await genaiGraph(repository, folder);
    if (nested !== undefined && !without.includes(nested)) return { ...located(nested), genaiFolder: folder };
  }
  const [only, ...others] = graphsIn(repository);
  if (only !== undefined && others.length === 0 && !without.includes(only)) return located(only);
  throw await explain(repository, choice);
}
