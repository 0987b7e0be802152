import { ModelFileInvalidError, ModelNotFoundError } from '../../errors/model-errors';
import { folderOf, pathIn } from '../paths';
import type { JsonObject, LegacyTokenizer } from '../text-model-files';
import type { Repository } from './repository';

/**
 * Folders in which the configs of a graph may lie, the likeliest first: above `onnx/`, else beside the graph, then up to the root.
 */
export function configFolders(graphFile: string): readonly string[] {
  const folders: string[] = [];
  for (let folder = folderOf(graphFile); folder !== ''; folder = folderOf(folder)) folders.push(folder);
  folders.push('');
  const [own = '', above] = folders;
  const isOnnxFolder = own === 'onnx' || own.endsWith('/onnx');
  return isOnnxFolder && above !== undefined ? [above, own, ...folders.slice(2)] : folders;
}

/** The first folder's file that there is. */
export async function firstOf<T>(
  folders: readonly string[],
  read: (path: string) => Promise<T | undefined>,
  name: string,
): Promise<T | undefined> {
  for (const folder of folders) {
    const found = await read(pathIn(folder, name));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A tokenizer and what belongs to it. */
export interface TokenizerFiles {
  readonly tokenizer: JsonObject;
  readonly tokenizerConfig: JsonObject;
  readonly legacyTokenizer?: LegacyTokenizer;
  readonly chatTemplate?: string;
}

function idsByText(object: JsonObject, model: string, file: string): Readonly<Record<string, number>> {
  for (const [text, id] of Object.entries(object)) {
    if (Number.isInteger(id)) continue;
    const reason = `expected an integer id for ${JSON.stringify(text)}, received ${JSON.stringify(id)}`;
    throw new ModelFileInvalidError({ model, file, reason });
  }
  return object as Readonly<Record<string, number>>;
}

async function readLegacy(repository: Repository, folders: readonly string[]): Promise<LegacyTokenizer | undefined> {
  const model = repository.source.name;
  const vocab = await firstOf(folders, repository.json, 'vocab.json');
  const merges = await firstOf(folders, repository.text, 'merges.txt');
  if (vocab === undefined || merges === undefined) return undefined;
  const addedTokens = (await firstOf(folders, repository.json, 'added_tokens.json')) ?? {};
  return {
    vocab: idsByText(vocab, model, 'vocab.json'),
    merges: merges.split(/\r?\n/).filter((line, index) => line !== '' && !(index === 0 && line.startsWith('#version'))),
    addedTokens: idsByText(addedTokens, model, 'added_tokens.json'),
  };
}

/**
 * Reads the tokenizer out of the folders of a repository.
 *
 * @throws {ModelNotFoundError} where there is neither `tokenizer.json` nor `vocab.json` with `merges.txt`
 */
export async function readTokenizer(repository: Repository, folders: readonly string[]): Promise<TokenizerFiles> {
  const [tokenizer, tokenizerConfig = {}, chatTemplate] = await Promise.all([
    firstOf(folders, repository.json, 'tokenizer.json'),
    firstOf(folders, repository.json, 'tokenizer_config.json'),
    firstOf(folders, repository.text, 'chat_template.jinja'),
  ]);
  if (tokenizer) return { tokenizer, tokenizerConfig, chatTemplate };
  const legacyTokenizer = await readLegacy(repository, folders);
  if (legacyTokenizer) return { tokenizer: {}, legacyTokenizer, tokenizerConfig, chatTemplate };
  const reason =
    "tokenizer.json is missing, and so is the pair vocab.json and merges.txt; where another repository has it, name that as the model's `tokenizer`";
  throw new ModelNotFoundError({ model: repository.source.name, reason });
}
