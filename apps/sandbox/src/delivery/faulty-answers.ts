import type { RequestHandler, Response } from 'express';
import type { StandInName } from '../accounts.ts';
import type { FaultDial } from './fault-dial.ts';

/** How a platform says "slow down" and "we are broken", in its own format. */
export type FaultyReplies = {
  throttled(response: Response): void;
  broken(response: Response): void;
};

/**
 * Plays the API-side faults on every route behind it: 429 and 5xx without acting, a late answer,
 * an answer lost after acting.
 */
export function faultyAnswers(
  dial: FaultDial,
  standIn: StandInName,
  replies: FaultyReplies,
): RequestHandler {
  return (_request, response, next) => {
    if (dial.strikes(standIn, 'status429')) return replies.throttled(response);
    if (dial.strikes(standIn, 'status5xx')) return replies.broken(response);
    if (dial.strikes(standIn, 'lostAnswer')) loseAnswer(response);
    const { answerDelayMs } = dial.of(standIn);
    if (answerDelayMs > 0) delayAnswer(response, answerDelayMs);
    next();
  };
}

/** The connection breaks where the answer would have been written. */
function loseAnswer(response: Response): void {
  response.end = () => {
    response.socket?.destroy();
    return response;
  };
}

function delayAnswer(response: Response, delayMs: number): void {
  const end = response.end;
  response.end = (...args: unknown[]) => {
    setTimeout(() => Reflect.apply(end, response, args), delayMs).unref();
    return response;
  };
}
