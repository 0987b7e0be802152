import { ModelFileInvalidError, ModelNotFoundError } from '../../errors/model-errors';
import type { ProgressTally } from '../model-files-progress';
import type { GraphSummary } from '../onnx/graph-summary';
import { folderOf, resolveLocation } from '../paths';
import type { GraphFiles } from '../text-model-files';
import type { Repository } from './repository';

/**
 * Reads the files that a graph keeps its weights in, wherever the graph says that they are.
 *
 * @throws {ModelFileInvalidError} where a location leaves the graph's folder, or a file is shorter than its tensors
 * @throws {ModelNotFoundError} where a file is missing
 */
export async function readExternalData(
  repository: Repository,
  graphFile: string,
  graph: GraphSummary,
  tally: ProgressTally,
): Promise<GraphFiles['externalData']> {
  const model = repository.source.name;
  const parts = graph.externalData.map(({ location, endBytes }) => {
    const file = resolveLocation(folderOf(graphFile), location);
    if (file !== undefined) return { location, endBytes, file };
    const reason = `its weights are said to lie in "${location}", which is outside the graph's folder`;
    throw new ModelFileInvalidError({ model, file: graphFile, reason });
  });
  for (const { file } of parts) tally.expect(file, repository.listing?.find(({ path }) => path === file)?.sizeBytes);
  tally.complete();

  const externalData: { path: string; data: Blob }[] = [];
  // One after the other: one transfer of this size fills the line, and a failure leaves nothing running.
  for (const { location, endBytes, file } of parts) {
    const data = await repository.required(file);
    if (!data) {
      const reason = `the file ${file}, where ${graphFile} keeps weights, is missing`;
      throw new ModelNotFoundError({ model, reason });
    }
    if (data.size < endBytes) {
      const reason = `expected at least ${endBytes} bytes, which ${graphFile} refers to, received ${data.size}`;
      throw new ModelFileInvalidError({ model, file, reason });
    }
    externalData.push({ path: location, data });
  }
  return externalData;
}
