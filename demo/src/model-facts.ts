import type { DeviceReport, ModelInfo } from 'blaze-ai';
import { findElement } from './find-element';
import { formatBytes } from './format';
import type { PageState } from './page-state';
import type { Store } from './store';

const PATHS = { raw: 'direct calls', api: 'plain API' } as const;

/** What is loaded and what it runs on. */
export function showModelFacts(store: Store<PageState>): void {
  const name = findElement('fact-name', HTMLElement);
  const kind = findElement('fact-kind', HTMLElement);
  const deviceName = findElement('fact-device', HTMLElement);
  const weights = findElement('fact-weights', HTMLElement);
  const path = findElement('fact-path', HTMLElement);
  const note = findElement('fact-note', HTMLParagraphElement);

  store.subscribe(({ modelInfo, device, remark }) => {
    if (!modelInfo || !device) return;
    name.textContent = modelInfo.id;
    kind.textContent = modelInfo.architecture;
    deviceName.textContent = deviceInWords(modelInfo, device);
    weights.textContent = `${modelInfo.dtype}, ${formatBytes(modelInfo.sizeBytes)}`;
    path.textContent = PATHS[modelInfo.path];
    note.textContent = [...whatIsMissing(device), remark].filter(Boolean).join(' ');
    note.hidden = note.textContent === '';
  });
}

function deviceInWords({ device: kind }: ModelInfo, { threads, adapter, shaderF16 }: DeviceReport): string {
  if (kind === 'wasm') return `WASM, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  const details = [adapter, shaderF16 && 'f16'].filter(Boolean).join(', ');
  return details === '' ? 'WebGPU' : `WebGPU, ${details}`;
}

/** What would make this page faster, where the device or the host does not give it. */
function whatIsMissing({ crossOriginIsolated, webgpu, webgpuReason }: DeviceReport): string[] {
  const sentences: string[] = [];
  if (!crossOriginIsolated) sentences.push('The page is not cross-origin isolated, so WebAssembly has one thread.');
  if (!webgpu) sentences.push(`No WebGPU${webgpuReason ? `: ${webgpuReason}` : ''}.`);
  return sentences;
}
