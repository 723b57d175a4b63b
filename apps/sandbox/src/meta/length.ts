import { badParameter, type GraphFault } from './graph-fault.ts';

/** Whether the text has more than `limit` Unicode characters. */
export function isTooLong(text: string, limit: number): boolean {
  return text.length > limit && [...text].length > limit;
}

/** The refusal the Graph API words for a parameter that is too long. */
export function lengthFault(parameter: string, limit: number): GraphFault {
  return badParameter(`Length of param ${parameter} must be less than or equal to ${limit}`);
}
