/** An answer that is not 0. Always HTTP 200. Source: reference viber.md 6. */
export type ViberRefusal = { status: number; status_message: string };

const refusal = (status: number, status_message: string): ViberRefusal => ({
  status,
  status_message,
});

export const INVALID_TOKEN = refusal(2, 'invalidAuthToken');
export const MISSING_TOKEN = refusal(2, 'missing_auth_token');
export const NOT_REGISTERED = refusal(5, 'receiverNotRegistered');
export const NOT_SUBSCRIBED = refusal(6, 'notSubscribed');
export const NO_WEBHOOK = refusal(10, 'webhookNotSet');
export const TOO_MANY_REQUESTS = refusal(12, 'Too many requests');
export const VERSION_NOT_SUPPORTED = refusal(13, 'apiVersionNotSupported');

/** Something in the message is wrong: status 3. */
export function badData(message: string): ViberRefusal {
  return refusal(3, message);
}

/** Something in the message is missing: status 4. */
export function missingData(name: string): ViberRefusal {
  return refusal(4, `missing required parameter: ${name}`);
}

/** The webhook address did not answer: status 1, with the text of the Java client behind it. */
export function invalidUrl(message: string): ViberRefusal {
  return refusal(1, message);
}
