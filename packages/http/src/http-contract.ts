export type HttpClientOptions = {
  /** Who is on the other side, for error messages: `viber`, `vpos`. */
  party: string;
  /** Absolute http(s) address that every path is appended to. */
  baseUrl: string;
  /** Deadline of the whole call: connecting, sending, and reading the answer. */
  timeoutMs?: number;
  /** Larger answers (after decompression) are `unreadable`. */
  maxResponseBytes?: number;
  /** Sent with every request. */
  headers?: Record<string, string>;
  /** Values that must not appear in any error, such as tokens. */
  secrets?: string[];
};

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Appended to the base address; begins with `/`. Encode its variable parts. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as `application/x-www-form-urlencoded`. */
  form?: Record<string, string>;
};

/** An answer of any status. Header names are lower case; `text` is the body, not parsed. */
export type HttpResponse = { status: number; headers: Record<string, string>; text: string };

export interface HttpClient {
  /**
   * Resolves for every HTTP status; redirects are answers like any other. Throws RemoteError:
   * `unreachable` (nothing was sent), `timeout`, `interrupted` (it may have been acted upon),
   * `unreadable` (over the size cap, or not HTTP).
   */
  request(request: HttpRequest): Promise<HttpResponse>;
}

export type HttpClientFactory = (options: HttpClientOptions) => HttpClient;
