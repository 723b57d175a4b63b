import { z } from 'zod';

/** Text as a database can hold it: without NUL characters and halves of surrogate pairs. */
export const wireText = z.string().transform(storable);

/** An id, whichever way the platform writes it. Longer than any of theirs is not an id. */
export const wireId = z
  .union([z.string(), z.number()])
  .transform((id) => storable(String(id)))
  .pipe(z.string().min(1).max(255));

/** A whole number, whichever way the platform writes it. Null and emptiness are not zero. */
export const wireInteger = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$/)
    .transform(Number),
]);

/** A field that may be missing or malformed: null then, so that its neighbours stay readable. */
export function optional<T extends z.ZodType>(field: T) {
  return field
    .nullish()
    .transform((value) => value ?? null)
    .catch(null);
}

/** The members of a JSON object; none for anything else. */
export function membersOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  return Object.fromEntries(Object.entries(value));
}

function storable(text: string): string {
  return text.replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd');
}
