import { distance } from 'fastest-levenshtein';

/** The known name that a misspelt one probably meant, or undefined where none is near: at most two edits in five characters. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let nearestDistance = Infinity;
  for (const candidate of known) {
    const candidateDistance = distance(fold(name), fold(candidate));
    if (candidateDistance < nearestDistance) {
      nearest = candidate;
      nearestDistance = candidateDistance;
    }
  }
  return nearestDistance <= Math.max(1, name.length * 0.4) ? nearest : undefined;
}

/** `max_length` and `maxLength` are one word to a person. */
function fold(name: string): string {
  return name.replaceAll(/[_-]/g, '').toLowerCase();
}
