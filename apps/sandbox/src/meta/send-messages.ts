import type { Request, RequestHandler, Response } from 'express';
import type { Platform } from '../platform.ts';
import type { MetaStandIn } from './create-meta-stand-in.ts';
import { openAccount, readBody } from './graph-access.ts';
import { ok, writeAnswer } from './graph-answer.ts';
import type { MetaDialect } from './meta-dialect.ts';

type Ground = { platform: Platform; dialect: MetaDialect; standIn: MetaStandIn };

/** `POST /<account>/messages`: the answer first, the webhooks after it, unless the dial says so. */
export function sendMessages(ground: Ground): RequestHandler<{ id: string }> {
  const { platform, dialect, standIn } = ground;
  const door = { accounts: platform.accounts, channel: dialect.channel };
  return async (request: Request<{ id: string }>, response: Response) => {
    const access = openAccount(door, request, request.params.id);
    if (access.kind === 'fault') return writeAnswer(dialect, response, access);
    const reply = standIn.send(access.account, readBody(request));
    if (reply.kind === 'fault') return writeAnswer(dialect, response, reply);
    if (platform.dial.of(dialect.channel).echoBeforeAnswer) {
      await reply.follow();
      writeAnswer(dialect, response, ok(reply.body));
      return;
    }
    writeAnswer(dialect, response, ok(reply.body));
    void reply.follow();
  };
}
