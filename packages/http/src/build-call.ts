import type { HttpRequest } from './http-contract.ts';

/** A request ready for the wire. `shownUrl` has no query and no credentials: it may be logged. */
export type Call = {
  method: string;
  url: URL;
  shownUrl: string;
  headers: Record<string, string>;
  body: string | undefined;
};

/** Throws on a path that could leave the base address. */
export function buildCall(
  base: { url: string; headers: Record<string, string> },
  request: HttpRequest,
): Call {
  if (!/^\/(?!\/)/.test(request.path)) throw new Error('path must begin with a single slash');
  const url = new URL(base.url + request.path);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    url.searchParams.append(name, value);
  }
  const { body, type } = encodeBody(request);
  return {
    method: request.method,
    url,
    shownUrl: `${url.origin}${url.pathname}`,
    headers: {
      accept: 'application/json',
      'user-agent': 'chatpay',
      ...(type === undefined ? {} : { 'content-type': type }),
      ...lowerNames(base.headers),
      ...lowerNames(request.headers ?? {}),
    },
    body,
  };
}

function encodeBody({ json, form }: HttpRequest): { body?: string; type?: string } {
  if (json !== undefined) return { body: JSON.stringify(json), type: 'application/json' };
  if (form === undefined) return {};
  return { body: new URLSearchParams(form).toString(), type: 'application/x-www-form-urlencoded' };
}

function lowerNames(headers: Record<string, string>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
