import type { HttpReply, RawRequest } from '@chatpay/core';
import type { Request, Response } from 'express';

/** The request as it arrived. Repeated headers come joined by a comma, as Node joins them. */
export function toRawRequest(request: Request): RawRequest {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const [path = '', search = ''] = request.originalUrl.split('?', 2);
  return {
    method: request.method,
    path,
    query: new URLSearchParams(search),
    headers,
    body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    receivedAt: new Date(),
  };
}

export function sendReply(response: Response, reply: HttpReply): void {
  response.status(reply.status);
  if (reply.body === undefined) {
    response.end();
    return;
  }
  response.type(reply.contentType ?? 'text/plain; charset=utf-8').send(reply.body);
}
