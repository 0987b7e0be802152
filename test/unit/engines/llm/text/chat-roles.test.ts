import { Template } from '@huggingface/jinja';
import { describe, expect, it } from 'vitest';
import { knownRoles } from '../../../../../src/engines/llm/text/chat-roles';

/** Written for these tests, in the manner of the model families that they are called after. */
const templates = {
  chatMl:
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' }}{% endfor %}",
  qwen: `{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' }}
    {%- elif message.role == "tool" %}
        {{- '<tool_response>' + message.content + '</tool_response>' }}
    {%- endif %}
{%- endfor %}`,
  zephyr: `{% for message in messages %}{% if message['role'] == 'user' %}<|user|>{{ message['content'] }}{% elif message['role'] == 'system' %}<|system|>{{ message['content'] }}{% elif message['role'] == 'assistant' %}<|assistant|>{{ message['content'] }}{% endif %}{% endfor %}`,
  mistral: `{%- for message in messages %}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}{{- raise_exception('Conversation roles must alternate: ' + message['role']) }}{%- endif %}
    {%- if message['role'] == 'user' %}[INST] {{ message['content'] }} [/INST]
    {%- elif message['role'] == 'assistant' %}{{ message['content'] + eos_token }}
    {%- else %}{{- raise_exception('Only user and assistant roles are supported, not ' + message['role']) }}{%- endif %}
{%- endfor %}`,
  gemma: `{%- if messages[0]['role'] == 'system' -%}{{ raise_exception('System role not supported') }}{%- endif -%}
{%- for message in messages -%}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}{{ raise_exception("Roles must alternate") }}{%- endif -%}
    {%- set role = 'model' if message['role'] == 'assistant' else message['role'] -%}
    <start_of_turn>{{ role }}: {{ message['content'] | trim }}<end_of_turn>
{%- endfor -%}`,
  elseBranch: `{% for m in messages %}{% if m.role == 'user' %}Q: {{ m.content }}{% else %}A: {{ m.content }}{% endif %}{% endfor %}`,
  byTurn: `{% for m in messages %}{{ 'A: ' if loop.index0 % 2 else 'Q: ' }}{{ m.content }}{% endfor %}`,
  map: `{% set names = {'user': 'Human', 'assistant': 'Bot'} %}{% for m in messages %}{{ {'user': 'Human', 'critic': 'Critic'}[m.role] }}{{ names[m.role] }}: {{ m.content }}{% endfor %}`,
  lists: `{% for m in messages | rejectattr('role', 'equalto', 'note') %}{% if m.get('role') in ['user', 'assistant'] %}{{ m.content }}{% elif 'ipython' == m['role'] | lower %}{{ m.content }}{% endif %}{% endfor %}`,
  picky: `{% if not persona %}{{ raise_exception('A persona is needed') }}{% endif %}{{ messages[0].content }}`,
  keys: `{% for m in messages %}{% if m.role == 'user' and m.content != 'robot' and tool.type == 'function' %}{{ m.content }}{% endif %}{% endfor %}`,
};

function rolesOf(name: keyof typeof templates): string[] {
  const template = new Template(templates[name]);
  const render = (messages: readonly object[]) => {
    try {
      return template.render({ messages, eos_token: '</s>' });
    } catch {
      return undefined;
    }
  };
  return [...knownRoles(template.parsed, render)];
}

describe('the roles that a template knows', () => {
  it('are the conventional ones where it prints any role', () => {
    expect(rolesOf('chatMl')).toEqual(['system', 'user', 'assistant', 'tool', 'developer']);
  });

  it('are those it compares with, though it prints them too', () => {
    expect(rolesOf('qwen')).toEqual(['system', 'user', 'assistant', 'tool']);
    expect(rolesOf('zephyr')).toEqual(['system', 'user', 'assistant']);
  });

  it('do not come from what it says in a refusal', () => {
    expect(rolesOf('mistral')).toEqual(['user', 'assistant']);
  });

  it('hold roles that it knows in order to refuse them: its own words reach the caller', () => {
    expect(rolesOf('gemma')).toContain('system');
  });

  it('hold the assistant where it is the else of a user, and nobody else', () => {
    expect(rolesOf('elseBranch')).toEqual(['user', 'assistant']);
    expect(rolesOf('byTurn')).toEqual(['user', 'assistant']);
  });

  it('are found in maps, lists, filters, getters and attribute tests', () => {
    expect(rolesOf('map')).toEqual(['user', 'assistant', 'critic']);
    expect(rolesOf('lists')).toEqual(['user', 'assistant', 'note', 'ipython']);
  });

  it('are the conventional ones where no probe gets through: the template judges itself', () => {
    expect(rolesOf('picky')).toEqual(['system', 'user', 'assistant', 'tool', 'developer']);
  });

  it('are not taken from comparisons of something else', () => {
    expect(rolesOf('keys')).not.toContain('robot');
    expect(rolesOf('keys')).not.toContain('function');
  });
});
