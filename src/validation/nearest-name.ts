import { distance } from 'fastest-levenshtein';

/** The known name that a misspelt one probably meant, or undefined where none is near: at most an edit in two characters, so that two swapped letters of a short word are still seen. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const folded = fold(name);
  let nearest: string | undefined;
  let nearestDistance = Infinity;
  for (const candidate of known) {
    const candidateDistance = distance(folded, fold(candidate));
    if (candidateDistance < nearestDistance) {
      nearest = candidate;
      nearestDistance = candidateDistance;
    }
  }
  return nearestDistance <= Math.max(1, folded.length / 2) ? nearest : undefined;
}

/** `max_length` and `maxLength` are one word to a person. */
function fold(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}
