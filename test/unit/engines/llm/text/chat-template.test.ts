import { describe, expect, it } from 'vitest';
import { ChatTemplateFailedError, InvalidInputError } from '../../../../../src/errors';
import { createChatTemplate } from '../../../../../src/engines/llm/text/chat-template';
import type { ChatMessage } from '../../../../../src/engines/llm/text-request';
import { readModelJson } from './tokenizer-fixtures';

const chatMl = readModelJson('tiny-zoo/qwen3/tokenizer_config.json')['chat_template'] as string;
const specialTokens = { bos_token: '<s>', eos_token: '</s>' };
const hello: ChatMessage[] = [{ role: 'user', content: 'Hello' }];

function templateOf(configured: unknown, chatTemplate?: string) {
  const files = { name: 'model', tokenizerConfig: { chat_template: configured }, chatTemplate };
  return createChatTemplate(files, { specialTokens }, { now: () => new Date(2026, 0, 5, 14, 3) });
}

const render = (template: string, messages: ChatMessage[] = hello, options = {}): string =>
  templateOf(template)!.render(messages, options);

describe('where the template comes from', () => {
  it('a model without one has no chat template', () => {
    expect(templateOf(undefined)).toBeUndefined();
    expect(templateOf([])).toBeUndefined();
    expect(templateOf(null)).toBeUndefined();
  });

  it('chat_template.jinja wins over the config of the tokenizer', () => {
    const template = templateOf('config {{ messages[0].content }}', 'file {{ messages[0].content }}')!;
    expect(template.render(hello)).toBe('file Hello');
  });

  it.each([
    [
      'list',
      (templates: Record<string, string>) => Object.entries(templates).map(([name, template]) => ({ name, template })),
    ],
    ['object', (templates: Record<string, string>) => templates],
  ])('a %s of templates has one for tools', (_, shape) => {
    const content = '{{ messages[0].content }}';
    const template = templateOf(shape({ default: `plain ${content}`, tool_use: `tools ${content}` }))!;
    expect(template.render(hello)).toBe('plain Hello');
    expect(template.render(hello, { tools: [] })).toBe('plain Hello');
    expect(template.render(hello, { tools: [{ type: 'function' }] })).toBe('tools Hello');
  });
});

describe('what a template sees', () => {
  it('writes the conversation up to where the assistant speaks', () => {
    const messages = [{ role: 'system', content: 'Be kind.' }, ...hello];
    expect(render(chatMl, messages)).toBe(
      '<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n',
    );
  });

  it('has the special tokens, the date and the template options', () => {
    const template =
      '{{ bos_token }}{{ messages[0].content }}{{ eos_token }}|{{ strftime_now("%d %b %Y") }}|{{ enable_thinking }}|{{ unk_token }}';
    expect(render(template, hello, { enable_thinking: false })).toBe('<s>Hello</s>|05 Jan 2026|false|');
  });

  it('finds tools and documents absent as none, not as undefined', () => {
    const template =
      '{{ messages[0].content }}{% if tools is not none or documents is not none %} with tools{% endif %}';
    expect(render(template)).toBe('Hello');
    expect(render(template, hello, { tools: [{}] })).toBe('Hello with tools');
  });

  it('has the globals of Jinja, which options may override', () => {
    const template =
      '{{ messages[0].content }}{% for i in range(1, 7, 2) %}{{ i }}{% endfor %}{% if True and none is none %}!{% endif %}';
    expect(render(template)).toBe('Hello135!');
    expect(render('{{ messages[0].content }}{{ strftime_now }}', hello, { strftime_now: 'now' })).toBe('Hellonow');
  });

  it('passes further keys of messages on', () => {
    const template = '{% for m in messages %}{{ m.role }}:{{ m.name }}:{{ m.content }}{% endfor %}';
    expect(render(template, [{ role: 'user', content: 'Hi', name: 'Ada' }])).toBe('user:Ada:Hi');
  });

  it.each(['{% generation %}', '{%- generation -%}'])('may mark what the assistant writes: %s', (open) => {
    const close = open.replace('generation', 'endgeneration');
    const template = `{% for m in messages %}{{ m.role }}: ${open}{{ m.content }}${close};{% endfor %}`;
    expect(render(template)).toMatch(/^user: ?Hello;$/);
  });
});

describe('what a template refuses', () => {
  it('raise_exception reaches the caller with its words', () => {
    const strict =
      "{% for m in messages %}{% if (m.role == 'user') != (loop.index0 % 2 == 0) %}{{ raise_exception('Roles must alternate') }}{% endif %}[{{ m.role }}] {{ m.content }}{% endfor %}";
    const act = () => render(strict, [...hello, ...hello]);
    expect(act).toThrow(ChatTemplateFailedError);
    expect(act).toThrow(/model refused the messages: Roles must alternate/);
    expect(render(strict, hello)).toBe('[user] Hello');
  });

  it('a template that cannot be read fails the chat, not the model', () => {
    const template = templateOf('{% for m in messages %}')!;
    expect(() => template.render(hello)).toThrow(ChatTemplateFailedError);
  });

  it('no messages are an input error', () => {
    expect(() => render(chatMl, [])).toThrow(InvalidInputError);
    expect(() => render(chatMl, [])).toThrow(/messages: expected at least one message/);
  });

  it('unknown roles are named with their place and with the known ones, all at once', () => {
    const messages = [{ role: 'wizard', content: 'a' }, ...hello, { role: 'User', content: 'b' }];
    const act = () => render(chatMl, messages);
    expect(act).toThrow(InvalidInputError);
    expect(act).toThrow(
      /messages\[0\]\.role: expected a role that the model's template knows: system, user, assistant, tool, developer, received "wizard"; messages\[2\]\.role: .* received "User"/,
    );
  });
});
