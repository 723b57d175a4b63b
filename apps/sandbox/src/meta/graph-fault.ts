import { randomBytes } from 'node:crypto';

/** A refusal of the Graph API. `type` is left to the host when null. */
export type GraphFault = {
  httpStatus: number;
  code: number;
  subcode: number | null;
  message: string;
  type: string | null;
  transient: boolean;
};

type Detail = Partial<Omit<GraphFault, 'code' | 'message'>>;

/** Builds a fault; HTTP 400 and permanent unless `detail` says otherwise. */
export function graphFault(code: number, message: string, detail: Detail = {}): GraphFault {
  return { httpStatus: 400, subcode: null, type: null, transient: false, ...detail, code, message };
}

/**
 * The JSON the Graph API answers with a fault.
 * Source: developers.facebook.com/docs/graph-api/guides/error-handling.
 */
export function toFaultBody(fault: GraphFault, defaultType: string): Record<string, unknown> {
  return {
    error: {
      message: fault.message,
      type: fault.type ?? defaultType,
      code: fault.code,
      ...(fault.subcode === null ? {} : { error_subcode: fault.subcode }),
      ...(fault.transient ? { is_transient: true } : {}),
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    },
  };
}

/** Shorthand for the most common refusal: a bad parameter, code 100. */
export function badParameter(message: string, subcode: number | null = null): GraphFault {
  return graphFault(100, `(#100) ${message}`, { subcode });
}

/** The access token is missing, unknown or of another account. */
export function invalidToken(message: string): GraphFault {
  return graphFault(190, message, { httpStatus: 401, type: 'OAuthException' });
}

/** The path names an object the token does not open. */
export function unknownObject(method: string, id: string): GraphFault {
  const verb = method.toLowerCase();
  return graphFault(
    100,
    `Unsupported ${verb} request. Object with ID '${id}' does not exist, cannot be loaded due to ` +
      'missing permissions, or does not support this operation. Please read the Graph API ' +
      'documentation at https://developers.facebook.com/docs/graph-api',
    { subcode: 33, type: 'GraphMethodException' },
  );
}
