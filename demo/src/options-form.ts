import { findElement } from './find-element';
import { OPTION_FIELDS, type NumberOption, type OptionField } from './option-fields';
import type { WritingOptions } from './writer';

/** The options as a form: what is out of bounds is left to the library, which names the field. */
export class OptionsForm {
  readonly #inputs = new Map<NumberOption, HTMLInputElement>();
  readonly #stopSequences = findElement('stop-sequences', HTMLTextAreaElement);

  constructor() {
    const fields = findElement('option-fields', HTMLDivElement);
    for (const field of OPTION_FIELDS) {
      const input = inputOf(field);
      this.#inputs.set(field.name, input);
      fields.append(withLabel(field, input));
    }
    findElement('options-form', HTMLFormElement).addEventListener('submit', (event) => event.preventDefault());
  }

  /** What is set now; an empty field leaves the choice to the library. */
  read(): WritingOptions {
    const options: { -readonly [Key in keyof WritingOptions]: WritingOptions[Key] } = {};
    for (const [name, input] of this.#inputs) if (input.value !== '') options[name] = input.valueAsNumber;
    const stopSequences = this.#stopSequences.value.split('\n').filter((line) => line !== '');
    if (stopSequences.length > 0) options.stopSequences = stopSequences.map((line) => line.replaceAll('\\n', '\n'));
    return options;
  }

  setSeed(seed: number): void {
    const input = this.#inputs.get('seed');
    if (input) input.value = String(seed);
  }
}

function inputOf({ name, min, max, step, initial }: OptionField): HTMLInputElement {
  const input = document.createElement('input');
  input.type = 'number';
  input.id = `option-${name}`;
  input.min = String(min);
  if (max !== undefined) input.max = String(max);
  input.step = String(step);
  // The attribute, so that a reset of the form comes back to it.
  if (initial !== undefined) input.setAttribute('value', String(initial));
  input.setAttribute('aria-describedby', `hint-${name}`);
  return input;
}

function withLabel({ name, label, hint }: OptionField, input: HTMLInputElement): HTMLDivElement {
  const title = document.createElement('label');
  title.htmlFor = input.id;
  title.textContent = label;
  const note = document.createElement('span');
  note.id = `hint-${name}`;
  note.className = 'fine';
  note.textContent = hint;
  const field = document.createElement('div');
  field.className = 'field';
  field.append(title, input, note);
  return field;
}
