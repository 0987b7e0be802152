/**
 * The element with an id, as the type it must have.
 *
 * @throws {TypeError} where page and script do not fit each other
 */
export function findElement<Type extends HTMLElement>(id: string, type: new () => Type): Type {
  const found = document.getElementById(id);
  if (found instanceof type) return found;
  throw new TypeError(`The page has no ${type.name} with the id "${id}"`);
}
