const sentence =
  'Once upon a time there was a little girl who had a red ball, and she liked to play with it in the park. ';

/**
 * A text of exactly so many tokens.
 *
 * @param {number} tokens
 * @param {(text: string) => Promise<number>} countTokens
 */
export async function fittingPrompt(tokens, countTokens) {
  // A token is at least a character here.
  const text = sentence.repeat(Math.ceil((8 * tokens) / sentence.length));
  let shortest = 0;
  let longest = text.length;
  while (shortest < longest) {
    const middle = (shortest + longest) >> 1;
    if ((await countTokens(text.slice(0, middle))) < tokens) shortest = middle + 1;
    else longest = middle;
  }
  // A longer text can have fewer tokens, where its end completes a word: the neighbours are tried too.
  for (let length = Math.max(0, shortest - 16); length < shortest + 64; length++) {
    const prompt = text.slice(0, length);
    if ((await countTokens(prompt)) === tokens) return prompt;
  }
  throw new Error(`No beginning of the text has ${tokens} tokens.`);
}
