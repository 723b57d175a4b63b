/** The text with every secret, also in its URL-encoded form, replaced by `[secret]`. */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
  const longestFirst = forms
    .filter((form) => form !== '')
    .sort((left, right) => right.length - left.length);
  return longestFirst.reduce((rest, form) => rest.replaceAll(form, '[secret]'), text);
}
