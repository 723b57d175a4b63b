import type { SendOutcome } from '@chatpay/core';
import type { HttpClient, HttpRequest, HttpResponse } from '@chatpay/http';
import { outcomeOfFault } from '../transport-outcome.ts';
import { toGraphOutcome } from './graph-outcome.ts';

/** The Graph API version that every call names: https://developers.facebook.com/docs/graph-api/changelog */
export const GRAPH_VERSION = 'v26.0';

export type GraphSend = { http: HttpClient; request: HttpRequest; secrets: string[] };

/** One call of the Send API and what it means for the message. */
export async function sendThroughGraph({
  http,
  request,
  secrets,
}: GraphSend): Promise<SendOutcome> {
  let response: HttpResponse;
  try {
    response = await http.request(request);
  } catch (fault) {
    return outcomeOfFault(fault);
  }
  return toGraphOutcome(response, { secrets, now: new Date() });
}
