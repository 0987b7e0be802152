import { Template } from '@huggingface/jinja';
import { ChatTemplateFailedError, InvalidInputError, ModelFileInvalidError } from '../../../errors';
import type { TextModelFiles } from '../../../models/text-model-files';
import type { ChatMessage } from '../text-request';
import { knownRoles } from './chat-roles';
import type { TextTokenizer } from './tokenizer';

/** Writes the messages of a chat as the text that the model was trained on. */
export interface ChatTemplate {
  /**
   * @param options - variables for the template: `enable_thinking`, `tools`, `documents`, …
   * @returns text with its special tokens, up to where the assistant speaks
   * @throws {InvalidInputError} for roles that the template does not know
   * @throws {ChatTemplateFailedError} where the template refuses the messages
   */
  render(messages: readonly ChatMessage[], options?: Readonly<Record<string, unknown>>): string;
}

/** The model's chat template, or undefined where it has none. `chat_template.jinja` wins over the tokenizer's config. */
export function createChatTemplate(
  files: Pick<TextModelFiles, 'name' | 'chatTemplate' | 'tokenizerConfig'>,
  tokenizer: Pick<TextTokenizer, 'specialTokens'>,
): ChatTemplate | undefined {
  const sources = templateSources(files);
  if (sources.default === undefined) return undefined;
  const compiled = new Map<string, Template>();
  const compile = (source: string): Template => {
    const template = compiled.get(source) ?? parse(source, files.name);
    compiled.set(source, template);
    return template;
  };
  compile(sources.default);
  return {
    render(messages, options = {}) {
      const source = (options['tools'] !== undefined && sources.toolUse) || (sources.default as string);
      checkRoles(messages, source);
      try {
        return compile(source).render({
          add_generation_prompt: true,
          ...tokenizer.specialTokens,
          ...options,
          messages: messages.map((message) => ({ ...message })),
        });
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new ChatTemplateFailedError({ model: files.name, reason }, { cause: error });
      }
    },
  };
}

interface TemplateSources {
  readonly default: string | undefined;
  /** A template of its own for calls with tools. */
  readonly toolUse?: string;
}

function templateSources({ chatTemplate, tokenizerConfig }: Pick<TextModelFiles, 'chatTemplate' | 'tokenizerConfig'>): TemplateSources {
  if (chatTemplate !== undefined) return { default: chatTemplate };
  const configured = tokenizerConfig['chat_template'];
  if (typeof configured === 'string') return { default: configured };
  if (!Array.isArray(configured)) return { default: undefined };
  const named = new Map<unknown, string>(
    configured.flatMap((entry: { name?: unknown; template?: unknown }) =>
      typeof entry?.template === 'string' ? [[entry.name, entry.template] as const] : [],
    ),
  );
  return { default: named.get('default') ?? [...named.values()][0], toolUse: named.get('tool_use') };
}

function parse(source: string, model: string): Template {
  try {
    return new Template(source);
  } catch (error) {
    const reason = `the chat template cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    throw new ModelFileInvalidError({ model, file: 'chat_template', reason }, { cause: error });
  }
}

function checkRoles(messages: readonly ChatMessage[], source: string): void {
  const subject = 'chat';
  if (messages.length === 0)
    throw new InvalidInputError({
      subject,
      problems: [{ field: 'messages', expected: 'at least one message', received: 'none' }],
    });
  const known = knownRoles(source);
  const problems = messages.flatMap(({ role }, index) =>
    known.has(role)
      ? []
      : [
          {
            field: `messages[${index}].role`,
            expected: `a role that the model's template knows: ${[...known].join(', ')}`,
            received: JSON.stringify(role),
          },
        ],
  );
  if (problems.length > 0) throw new InvalidInputError({ subject, problems });
}
