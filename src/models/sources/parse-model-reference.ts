import { InvalidInputError } from '../../errors/input-errors';
import type { HubModel, ModelDescriptor, ModelReference, UrlModel } from '../model-reference';
import { defaultHubHost } from './hub-source';

export interface ParseOptions {
  /** Addresses on this host are read as repositories. @default {@link defaultHubHost} */
  readonly hubHost?: string;
}

const hubId = /^[\w][\w.-]*\/[\w][\w.-]*$/;
const forms =
  "a hub id ('owner/name' or 'owner/name@revision'), an http(s) address of a folder or an .onnx file, or a model descriptor";

function refuse(received: string): never {
  throw new InvalidInputError({
    subject: 'model',
    problems: [{ field: 'model', expected: forms, received: JSON.stringify(received.slice(0, 120)) }],
  });
}

/** A page of the hub that someone copied from the address bar: `{host}/owner/name[/tree|blob|resolve/revision/path]`. */
function parseHubPage(url: URL, host: string): HubModel | undefined {
  if (url.origin !== new URL(host).origin) return undefined;
  const [owner, name, page, revision, ...rest] = url.pathname.split('/').filter(Boolean).map(decodeURIComponent);
  if (owner === undefined || name === undefined || owner === 'api') return undefined;
  const model: HubModel = { kind: 'hub', id: `${owner}/${name}`, host };
  if (page === undefined) return model;
  if (!['tree', 'blob', 'resolve'].includes(page) || revision === undefined) return undefined;
  const path = rest.join('/');
  if (path === '') return { ...model, revision };
  return path.endsWith('.onnx') ? { ...model, revision, graphFile: path } : { ...model, revision, subfolder: path };
}

/** A folder, or a graph in one: `…/onnx/model.onnx` belongs to the folder above `onnx`, which holds its configs. */
function parseAddress(url: URL): UrlModel {
  if (!url.pathname.endsWith('.onnx')) return { kind: 'url', url: url.href };
  const segments = url.pathname.split('/');
  const depth = segments.at(-2) === 'onnx' ? 2 : 1;
  const graphFile = segments.slice(-depth).map(decodeURIComponent).join('/');
  const folder = new URL(url);
  folder.pathname = [...segments.slice(0, -depth), ''].join('/');
  return { kind: 'url', url: folder.href, graphFile };
}

function webAddress(text: string): URL | undefined {
  return /^https?:\/\//i.test(text) && URL.canParse(text) ? new URL(text) : undefined;
}

/**
 * Makes a descriptor of any form in which a caller may name a model.
 *
 * @throws {InvalidInputError} where the text has none of the forms
 */
export function parseModelReference(reference: ModelReference, options: ParseOptions = {}): ModelDescriptor {
  if (typeof reference !== 'string') {
    if (reference.kind !== 'url') return reference;
    return { ...reference, ...parseAddress(webAddress(reference.url) ?? refuse(reference.url)) };
  }
  const text = reference.trim();
  const url = webAddress(text);
  if (url) return parseHubPage(url, options.hubHost ?? defaultHubHost) ?? parseAddress(url);
  const [id = '', revision, ...more] = text.split('@');
  if (!hubId.test(id) || revision === '' || more.length > 0) refuse(reference);
  return revision === undefined ? { kind: 'hub', id } : { kind: 'hub', id, revision };
}
