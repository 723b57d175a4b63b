/** A request exactly as it arrived: nothing parsed, nothing trusted. Header names are lower case. */
export type RawRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
  receivedAt: Date;
};

/** What a webhook sender gets back. A missing body is an empty one. */
export type HttpReply = {
  status: number;
  contentType?: string;
  body?: string;
};

/** The plain acknowledgement most senders want. */
export const OK: HttpReply = { status: 200 };
