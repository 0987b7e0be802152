import { type ConcreteDtype, type DtypeOffer, dtypeSuffixes } from '../dtype-choice';
import { folderOf, pathIn } from '../paths';
import type { Repository } from './repository';

/** A folder and the name that graphs have in it, before the dtype's suffix. */
export interface GraphPlace {
  readonly folder: string;
  readonly stem: string;
}

/** A graph of one dtype. */
export interface GraphOffer extends DtypeOffer {
  readonly graphFile: string;
}

/** Layout of transformers.js; `decoder_model_merged` is the older name. */
export const onnxFolder: readonly GraphPlace[] = [
  { folder: 'onnx', stem: 'model' },
  { folder: 'onnx', stem: 'decoder_model_merged' },
];

/** Graphs beside their configs, as exporters write them. */
export const rootFolder: readonly GraphPlace[] = [
  { folder: '', stem: 'model' },
  { folder: '', stem: 'decoder_model_merged' },
];

/** Paths that a graph of the dtype may have at the place. */
export function namesAt({ folder, stem }: GraphPlace, dtype: ConcreteDtype): readonly string[] {
  return dtypeSuffixes[dtype].map((suffix) => pathIn(folder, `${stem}${suffix}.onnx`));
}

/** Bytes of a graph and of the files beside it that bear its name, or of the `weights.pb` that graphs of a folder share. */
function sizeWithData(repository: Repository, graphFile: string): number | undefined {
  const shared = pathIn(folderOf(graphFile), 'weights.pb');
  const parts = (repository.listing ?? []).filter(
    ({ path }) =>
      path === graphFile || path.startsWith(`${graphFile}_data`) || path === `${graphFile}.data` || path === shared,
  );
  const isSized = parts.every(({ sizeBytes }) => sizeBytes !== undefined);
  return isSized ? parts.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0) : undefined;
}

/** The graphs at a place, by the listing. */
export function listedOffers(repository: Repository, place: GraphPlace): readonly GraphOffer[] {
  const paths = new Set(repository.listing?.map(({ path }) => path));
  return (Object.keys(dtypeSuffixes) as ConcreteDtype[]).flatMap((dtype) => {
    const graphFile = namesAt(place, dtype).find((name) => paths.has(name));
    return graphFile === undefined ? [] : [{ dtype, graphFile, sizeBytes: sizeWithData(repository, graphFile) }];
  });
}
