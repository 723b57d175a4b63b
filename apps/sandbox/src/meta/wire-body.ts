/**
 * The body Meta puts on the wire: ASCII only, lower-case `\uXXXX`, slashes as `\/`.
 * Source: reference messenger.md 3.4; developers.facebook.com, webhooks "Validating Payloads".
 */
export function toMetaBody(value: unknown): string {
  return JSON.stringify(value).replace(/[/\u0080-\uffff]/g, escapeCharacter);
}

function escapeCharacter(character: string): string {
  if (character === '/') return '\\/';
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
