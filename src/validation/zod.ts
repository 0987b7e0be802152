import { z } from 'zod';

// Without this, zod tries `new Function` when the first object schema is made, which a strict CSP reports as a violation. Every object schema
// of the library is made by the two functions below, so that no schema can come before this line, whatever a bundler does.
z.config({ jitless: true });

export { z };

/** An object schema that refuses keys it does not name. */
export function strictObject<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape);
}

/** An object schema that lets further keys through untouched. */
export function looseObject<Shape extends z.core.$ZodLooseShape>(shape: Shape): z.ZodObject<Shape, z.core.$loose> {
  return z.looseObject(shape);
}
