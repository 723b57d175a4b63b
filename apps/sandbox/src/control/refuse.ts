import type { Response } from 'express';
import { type ZodError, z } from 'zod';

/** 400 with what is wrong, in the control API's own shape. */
export function refuse(response: Response, error: ZodError): void {
  response
    .status(400)
    .json({ error: { code: 'invalid_request', message: z.prettifyError(error) } });
}
