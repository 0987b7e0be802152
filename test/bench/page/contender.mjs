/**
 * What both libraries are measured through.
 *
 * @typedef {object} Contender
 * @property {(model: ContenderModel) => Promise<void>} load
 * @property {(prompt: string, newTokens: number) => Promise<Written>} write continues a text greedily by exactly `newTokens`
 * @property {() => Promise<void>} dispose
 *
 * @typedef {object} ContenderModel
 * @property {string} parent address of the folder that holds the model's folder, without a slash at the end
 * @property {string} folder
 * @property {'fp32' | 'int8'} dtype
 * @property {number} threads
 *
 * @typedef {object} Written
 * @property {number} promptTokens
 * @property {readonly number[]} tokenIds
 * @property {number} firstTokenMs from the call to the first token's arrival in the page
 * @property {number} decodeMs from the first token's arrival to the last one's
 */

/** Notes when tokens arrive in the page: the same clock for both. */
export class Stopwatch {
  #startedAt = performance.now();
  /** @type {number[]} */
  #arrivals = [];
  /** @type {number[]} */
  #tokenIds = [];

  /** @param {readonly number[]} tokenIds */
  arrived(tokenIds) {
    for (const id of tokenIds) {
      this.#tokenIds.push(id);
      this.#arrivals.push(performance.now());
    }
  }

  /**
   * @param {number} promptTokens
   * @param {number} newTokens
   * @returns {Written}
   */
  finish(promptTokens, newTokens) {
    const [first] = this.#arrivals;
    const last = this.#arrivals.at(-1);
    if (first === undefined || last === undefined || this.#tokenIds.length !== newTokens)
      throw new Error(`${this.#tokenIds.length} tokens were written instead of ${newTokens}.`);
    return {
      promptTokens,
      tokenIds: this.#tokenIds,
      firstTokenMs: first - this.#startedAt,
      decodeMs: last - first,
    };
  }
}
