import { ModelNotFoundError } from '../errors/model-errors';
import type { ConcreteDtype, DeviceFacts } from './dtype-choice';
import { createSourceFactory, type SourceFactory } from './create-source';
import { checkDecoder } from './layout/check-decoder';
import { readExternalData } from './layout/external-data';
import { locateGraph, type LocatedGraph } from './layout/locate-graph';
import { openRepository, type Repository } from './layout/repository';
import { configFolders, firstOf, readTokenizer, type TokenizerFiles } from './layout/side-files';
import { createProgressTally, type ModelFilesProgress } from './model-files-progress';
import type { Dtype } from './model-reference';
import type { ModelSource } from './model-source';
import { graphDtype } from './onnx/graph-dtype';
import { readGraphSummary } from './onnx/read-graph-summary';
import { folderOf, pathIn } from './paths';
import { parseModelReference } from './sources/parse-model-reference';
import type { TextModelFiles } from './text-model-files';

export interface ResolveOptions {
  readonly device: DeviceFacts;
  /** @default 'auto' */
  readonly dtype?: Dtype;
  /** Path of the graph in the source; wins over `dtype`. */
  readonly graphFile?: string;
  /** Graphs that `auto` passes over: a session could not be made of them. */
  readonly without?: readonly string[];
  /** Repository of the tokenizer, when it is not the model's own; any form that names a model. */
  readonly tokenizer?: string;
  /** Makes the source of `tokenizer`. @default the public hub, without a store */
  readonly createSource?: SourceFactory;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ModelFilesProgress) => void;
}

/** Formats that a graph's operators cannot tell apart. */
const eightBit: ReadonlySet<ConcreteDtype> = new Set(['int8', 'uint8', 'q8']);

/** The dtype that a load ends at; `told` is what the graph says of itself. */
function settleDtype(wanted: Dtype, { dtype }: LocatedGraph, told: ConcreteDtype): ConcreteDtype | undefined {
  if (dtype !== undefined) return dtype;
  if (wanted === 'auto' || wanted === told) return told;
  if (eightBit.has(wanted) && eightBit.has(told)) return wanted;
  return undefined;
}

async function readTokenizerFiles(
  repository: Repository,
  folders: readonly string[],
  tokenizerRepository: Repository | undefined,
): Promise<TokenizerFiles> {
  if (!tokenizerRepository) return readTokenizer(repository, folders);
  const elsewhere = await readTokenizer(tokenizerRepository, ['']);
  if (elsewhere.chatTemplate !== undefined) return elsewhere;
  return { ...elsewhere, chatTemplate: await firstOf(folders, repository.text, 'chat_template.jinja') };
}

/**
 * Locates and reads everything that a text engine needs of a repository, whatever layout it has.
 *
 * @throws {ModelNotFoundError} where the graph, its weights or the tokenizer is missing
 * @throws {ModelFileInvalidError} where a file is damaged or not what its name says
 * @throws {ModelUnsupportedError} where the repository holds no decoder that runs on token ids
 * @throws {DownloadFailedError} where the source cannot be asked
 * @throws {AbortError} when the signal fires
 */
export async function resolveTextModel(source: ModelSource, options: ResolveOptions): Promise<TextModelFiles> {
  const { device, dtype: wanted = 'auto', signal, createSource = createSourceFactory() } = options;
  const model = source.name;
  const tally = createProgressTally(model, options.onProgress);
  const repository = await openRepository(source, tally, signal);
  const chosen = await locateGraph(repository, {
    dtype: wanted,
    device,
    graphFile: options.graphFile,
    without: options.without,
  });
  const { graphFile } = chosen;
  const folders = configFolders(graphFile);
  tally.expect(graphFile, repository.listing?.find(({ path }) => path === graphFile)?.sizeBytes);

  const elsewhere =
    options.tokenizer === undefined ? undefined : await createSource(parseModelReference(options.tokenizer));
  const tokenizerRepository = elsewhere && (await openRepository(elsewhere, tally, signal));
  const [config = {}, generationConfig = {}, genaiConfig, tokenizerFiles] = await Promise.all([
    firstOf(folders, repository.json, 'config.json'),
    firstOf(folders, repository.json, 'generation_config.json'),
    repository.json(pathIn(chosen.genaiFolder ?? folderOf(graphFile), 'genai_config.json')),
    readTokenizerFiles(repository, folders, tokenizerRepository),
  ]);

  const graphBlob = await repository.required(graphFile);
  if (!graphBlob) throw new ModelNotFoundError({ model, reason: `it has no file ${graphFile}` });
  const bytes = new Uint8Array(await graphBlob.arrayBuffer());
  const graph = readGraphSummary(bytes, { model, file: graphFile });
  const told = graphDtype(graph);
  const dtype = options.graphFile === undefined ? settleDtype(wanted, chosen, told) : (chosen.dtype ?? told);
  if (dtype === undefined)
    throw new ModelNotFoundError({ model, reason: `it has no ${wanted}; ${graphFile} is ${told}` });
  checkDecoder(model, graph, config);

  const externalData = await readExternalData(repository, graphFile, graph, tally);
  return {
    id: `${source.id}#${graphFile}${elsewhere ? `+${elsewhere.id}` : ''}`,
    name: model,
    revision: source.revision,
    dtype,
    graphFile,
    files: { name: `${model}/${graphFile}`, graph: bytes, externalData },
    graph,
    sizeBytes: bytes.length + externalData.reduce((sum, { data }) => sum + (data as Blob).size, 0),
    config,
    generationConfig,
    genaiConfig,
    ...tokenizerFiles,
  };
}
