/** Text at the end of an element that grows in place, so that what a reader has selected stays selected. */
export class GrowingText {
  readonly #node = document.createTextNode('');

  constructor(element: HTMLElement) {
    element.append(this.#node);
  }

  show(text: string): void {
    const shown = this.#node.data;
    if (text === shown) return;
    if (text.startsWith(shown)) this.#node.appendData(text.slice(shown.length));
    else this.#node.data = text;
  }
}
