/** Text that is safe to stand in HTML. Only `html` and `raw` below make it. */
export type Html = { readonly html: string };

/** Builds HTML from a template; every value that is not HTML already is escaped. */
export function html(
  strings: TemplateStringsArray,
  ...values: (Html | Html[] | string | number)[]
): Html {
  const out = strings.map((part, index) => {
    const value = values[index];
    return value === undefined ? part : part + toHtml(value);
  });
  return { html: out.join('') };
}

function toHtml(value: Html | Html[] | string | number): string {
  if (Array.isArray(value)) return value.map((item) => item.html).join('');
  if (typeof value === 'object') return value.html;
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export const NOTHING: Html = { html: '' };
