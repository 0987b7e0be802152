import { Environment, Interpreter, type Template } from '@huggingface/jinja';

/** A template as `@huggingface/jinja` parses it. */
export type ParsedTemplate = Template['parsed'];

/** Thrown by a template's `raise_exception`, in the template's words; never leaves this folder. */
export class TemplateRefusal extends Error {
  override readonly name = 'TemplateRefusal';
}

/**
 * Writes a template with the given variables, Jinja's constants, `range`, and the `raise_exception` that Hugging Face transformers gives to
 * chat templates.
 *
 * The package's own `render` refuses variables that carry the name of one of its globals, `strftime_now` among them, so the globals are
 * these here and any of them may be overridden.
 *
 * @throws {TemplateRefusal} where the template refuses; errors of the template itself are the package's
 */
export function renderTemplate(template: ParsedTemplate, variables: Readonly<Record<string, unknown>>): string {
  const environment = new Environment();
  for (const [name, value] of Object.entries({ ...globals, ...variables })) environment.set(name, value);
  return String(new Interpreter(environment).run(template).value);
}

const globals: Readonly<Record<string, unknown>> = {
  true: true,
  True: true,
  false: false,
  False: false,
  none: null,
  None: null,
  range,
  raise_exception: (message: unknown) => {
    throw new TemplateRefusal(String(message));
  },
};

/** Python's `range`: with one argument that is the end. */
function range(startOrEnd: number, end?: number, step: number = 1): number[] {
  const [from, to] = end === undefined ? [0, startOrEnd] : [startOrEnd, end];
  if (step === 0) throw new TemplateRefusal('range() arg 3 must not be zero');
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / step)) }, (_, index) => from + index * step);
}
