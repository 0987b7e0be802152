import { Template } from '@huggingface/jinja';
import { ChatTemplateFailedError, InvalidInputError } from '../../../errors';
import type { TextModelFiles } from '../../../models/text-model-files';
import type { ChatMessage } from '../text-request';
import { knownRoles } from './chat-roles';
import { findTemplates } from './find-templates';
import { renderTemplate, type ParsedTemplate } from './render-template';
import { strftime } from './strftime';
import type { TextTokenizer } from './tokenizer';

/** Writes the messages of a chat as the text that the model was trained on. */
export interface ChatTemplate {
  /**
   * @param options - variables for the template: `enable_thinking`, `tools`, `documents`, …
   * @returns text with its special tokens, up to where the assistant speaks; encode it without adding special tokens
   * @throws {InvalidInputError} where there is no message, or a role that the template does not know
   * @throws {ChatTemplateFailedError} where the template refuses the messages, or cannot be read
   */
  render(messages: readonly ChatMessage[], options?: Readonly<Record<string, unknown>>): string;
}

export interface ChatTemplateDependencies {
  /** What time it is, for templates that tell the model the date. @default the present */
  readonly now?: () => Date;
}

interface CompiledTemplate {
  readonly parsed: ParsedTemplate;
  readonly roles: ReadonlySet<string>;
}

/**
 * The model's chat template, or undefined where it has none.
 *
 * It is parsed when the first chat comes, so that a model with a broken template still writes text.
 */
export function createChatTemplate(
  files: Pick<TextModelFiles, 'name' | 'chatTemplate' | 'tokenizerConfig'>,
  tokenizer: Pick<TextTokenizer, 'specialTokens'>,
  { now = () => new Date() }: ChatTemplateDependencies = {},
): ChatTemplate | undefined {
  const templates = findTemplates(files);
  if (templates === undefined) return undefined;
  const compiled = new Map<string, CompiledTemplate>();

  const write = (parsed: ParsedTemplate, messages: readonly object[], options: Readonly<Record<string, unknown>>) =>
    renderTemplate(parsed, {
      // Templates ask `tools is not none`, so what is not there has to be there as none.
      tools: null,
      documents: null,
      add_generation_prompt: true,
      ...tokenizer.specialTokens,
      strftime_now: (format: string) => strftime(now(), format),
      ...options,
      messages: messages.map((message) => ({ ...message })),
    });

  const compile = (source: string): CompiledTemplate => {
    const existing = compiled.get(source);
    if (existing !== undefined) return existing;
    const { parsed } = new Template(source);
    const roles = knownRoles(parsed, (messages) => {
      try {
        return write(parsed, messages, {});
      } catch {
        // A refusal is the answer to this probe.
        return undefined;
      }
    });
    const made = { parsed, roles };
    compiled.set(source, made);
    return made;
  };

  const orFailed = <Result>(act: () => Result): Result => {
    try {
      return act();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ChatTemplateFailedError({ model: files.name, reason }, { cause: error });
    }
  };

  return {
    render(messages, options = {}) {
      const tools = options['tools'];
      const hasTools = Array.isArray(tools) && tools.length > 0;
      const source = (hasTools ? templates.toolUse : undefined) ?? templates.default;
      const { parsed, roles } = orFailed(() => compile(source));
      checkRoles(messages, roles);
      return orFailed(() => write(parsed, messages, options));
    },
  };
}

function checkRoles(messages: readonly ChatMessage[], known: ReadonlySet<string>): void {
  const subject = 'chat';
  if (messages.length === 0)
    throw new InvalidInputError({
      subject,
      problems: [{ field: 'messages', expected: 'at least one message', received: 'none' }],
    });
  const expected = `a role that the model's template knows: ${[...known].join(', ')}`;
  const problems = messages.flatMap(({ role }, index) =>
    known.has(role) ? [] : [{ field: `messages[${index}].role`, expected, received: JSON.stringify(role) }],
  );
  if (problems.length > 0) throw new InvalidInputError({ subject, problems });
}
