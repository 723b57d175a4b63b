import express, { Router } from 'express';
import { z } from 'zod';
import { refuse } from '../control/refuse.ts';
import { toBookSession } from './session.ts';
import type { SessionDesk } from './session-desk.ts';

const actionName = z.enum(['open', 'pay', 'decline', 'leave', 'expire', 'void']);
const actionCall = z.strictObject({
  /** `pay` only: also after the session failed or expired. */
  late: z.boolean().default(false),
  /** `decline` only: the session's failureReason. */
  reason: z.string().min(1).max(100).optional(),
});
const lifeCall = z.strictObject({ lifeMs: z.int().min(1).max(86_400_000) });

/** `/control/sessions`: what a buyer or the bank would do, without the page. */
export function createSessionControl(desk: SessionDesk): Router {
  const router = Router();
  router.use(express.json());

  router.get('/', (_request, response) => {
    response.json({ sessions: desk.sessions.list().map(toBookSession) });
  });
  router.post('/', (request, response) => {
    const call = lifeCall.safeParse(request.body);
    if (!call.success) return refuse(response, call.error);
    desk.setLife(call.data.lifeMs);
    response.json(call.data);
  });
  router.get('/:id', (request, response) => {
    const session = desk.sessions.byId(request.params.id);
    if (!session) return void response.status(404).json(NOT_FOUND);
    response.json({ session: toBookSession(session) });
  });
  router.post('/:id/:action', (request, response) => {
    const action = actionName.safeParse(request.params.action);
    if (!action.success) return refuse(response, action.error);
    const call = actionCall.safeParse(request.body ?? {});
    if (!call.success) return refuse(response, call.error);
    const session = desk.sessions.byId(request.params.id);
    if (!session) return void response.status(404).json(NOT_FOUND);

    if (action.data !== 'leave') {
      const { late, reason } = call.data;
      const step = action.data === 'pay' && late ? 'pay-late' : action.data;
      const { move } = desk.act(session, step, reason);
      if (move.kind === 'refused') response.status(409);
    }
    response.json({ session: toBookSession(session), returnUrl: session.returnUrl });
  });
  return router;
}

const NOT_FOUND = { error: { code: 'not_found', message: 'No such payment session.' } };
