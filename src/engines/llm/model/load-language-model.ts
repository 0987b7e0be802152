import { DeviceUnavailableError } from '../../../errors';
import type { Dtype, ModelChoices } from '../../../models/model-reference';
import type { ModelSource } from '../../../models/model-source';
import type { SourceFactory } from '../../../models/create-source';
import type { TextModelFiles } from '../../../models/text-model-files';
import type { DeviceReport, Runtime } from '../../../runtime/runtime';
import type { Device, Session } from '../../../runtime/session';
import type { LoadPhase, LoadProgress } from '../../engine';
import { Decoder } from '../decoder/decoder';
import { readDecoderInterface } from '../decoder/read-decoder-interface';
import { createChatTemplate } from '../text/chat-template';
import { createTextTokenizer } from '../text/tokenizer';
import type { LanguageModel } from './language-model';
import { readModelFacts } from './model-facts';
import { startSession } from './start-session';

export interface LoadDependencies {
  readonly runtime: Runtime;
  readonly createSource: SourceFactory;
  /** What descriptors that leave it open take. */
  readonly defaults: { readonly device: 'auto' | Device; readonly dtype: Dtype };
  /** Tokens of a prompt that go into one run: bounds attention's memory and the time until an abort is heard. @default 256 */
  readonly prefillChunkTokens?: number;
}

export interface LoadOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Called when the bytes of a model are known, before memory is taken for them. */
  readonly makeRoom?: (sizeBytes: number) => Promise<void>;
  /** Hears of a dtype that `auto` took, that this device cannot run and in whose place another is taken. */
  readonly onFallback?: (reason: string) => void;
}

/** Taken where no config tells the model's positions. */
const assumedContextLength = 2048;

/** Finds, fetches and starts a language model. */
export async function loadLanguageModel(
  source: ModelSource,
  descriptor: ModelChoices,
  { runtime, createSource, defaults, prefillChunkTokens = 256 }: LoadDependencies,
  { signal, onProgress, makeRoom, onFallback }: LoadOptions,
): Promise<LanguageModel> {
  const report = await runtime.probe();
  const device = chooseDevice(descriptor.device ?? defaults.device, report);
  let progress: LoadProgress = { model: source.name, phase: 'resolving', loadedBytes: 0, files: [] };
  const tell = (change: Partial<LoadProgress> & { phase: LoadPhase }): void =>
    onProgress?.((progress = { ...progress, ...change }));
  tell({ phase: 'resolving' });
  const { files, session } = await startSession(source, {
    runtime,
    device,
    resolve: {
      dtype: descriptor.dtype ?? defaults.dtype,
      device: { webgpu: device === 'webgpu', shaderF16: report.shaderF16 },
      graphFile: descriptor.graphFile,
      createSource,
      tokenizer: descriptor.tokenizer,
      onProgress: (state) => tell(state),
    },
    signal,
    async beforeCreating({ sizeBytes }) {
      await makeRoom?.(sizeBytes);
      tell({ phase: 'creating' });
    },
    onFallback,
  });
  try {
    const model = assemble(files, session, descriptor.contextLength, prefillChunkTokens);
    tell({ phase: 'ready' });
    return model;
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

function chooseDevice(choice: 'auto' | Device, { preferred, webgpu, webgpuReason }: DeviceReport): Device {
  if (choice === 'auto') return preferred;
  if (choice === 'webgpu' && !webgpu)
    throw new DeviceUnavailableError({ device: 'webgpu', reason: webgpuReason ?? 'no adapter' });
  return choice;
}

function assemble(
  files: TextModelFiles,
  session: Session,
  askedContext: number | undefined,
  prefillChunkTokens: number,
): LanguageModel {
  const facts = readModelFacts(files);
  const decoderInterface = readDecoderInterface({
    name: files.name,
    session,
    graph: files.graph,
    facts,
    genaiConfig: files.genaiConfig,
  });
  const tokenizer = createTextTokenizer(files);
  const chatTemplate = createChatTemplate(files, tokenizer);
  const contextLength = Math.min(facts.contextLength ?? assumedContextLength, askedContext ?? Infinity);
  const eosTokenIds = [...new Set([...facts.eosTokenIds, ...tokenizer.eosTokenIds])];
  return {
    info: {
      id: files.name,
      ...(files.revision !== undefined && { revision: files.revision }),
      dtype: files.dtype,
      device: session.device,
      path: session.path,
      architecture: facts.architecture,
      contextLength,
      vocabularySize: tokenizer.vocabularySize,
      chat: chatTemplate !== undefined,
      sizeBytes: files.sizeBytes,
    },
    facts,
    session,
    decoder: new Decoder(session, decoderInterface, prefillChunkTokens),
    tokenizer,
    chatTemplate,
    eosTokenIds,
    sizeBytes: files.sizeBytes,
    dispose: () => session.dispose(),
  };
}
