export { createModularAI } from './client/create-modular-ai';
export type {
  ChatCallOptions,
  LoadModelOptions,
  ModularAI,
  TextCallOptions,
  TokenizeCallOptions,
} from './client/modular-ai';
export type { AiEventName, AiEvents, AiListener } from './client/events';
export type { CallOptions } from './client/call-runner';
export { Stream, TextStream } from './client/stream';
export type * from './config/core-config';
export type { EngineHealth, EngineState, LoadPhase, LoadProgress } from './engines/engine';
export type { TokenizeRequest, TokenizeResult } from './engines/llm/text-engine';
export type * from './engines/llm/text-part';
export type * from './engines/llm/text-request';
export * from './errors';
export type * from './models/model-reference';
export type { DeviceReport, MemoryReport, RuntimeAssets, RuntimeBuild, RuntimeFiles } from './runtime/runtime';
export type { HealthStatus } from './services/generation/health-status';
