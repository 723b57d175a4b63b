import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  Router,
} from 'express';
import type { Account } from '../accounts.ts';
import { faultyAnswers } from '../delivery/faulty-answers.ts';
import type { PhoneShelf } from '../phones/phone-shelf.ts';
import type { Platform } from '../platform.ts';
import type { MetaStandIn } from './create-meta-stand-in.ts';
import { openAccount, readBody } from './graph-access.ts';
import {
  BROKEN,
  BUSY,
  type GraphAnswer,
  ok,
  refused,
  unknownPath,
  writeAnswer,
} from './graph-answer.ts';
import { badParameter } from './graph-fault.ts';
import type { MetaDialect } from './meta-dialect.ts';
import { clearProfile, type PageSettings, readProfile, writeProfile } from './page-settings.ts';
import { readAccount, readPerson } from './read-object.ts';
import { sendMessages } from './send-messages.ts';
import { listSubscription, subscribe } from './subscribe-page.ts';

export type GraphRouterConfig = {
  platform: Platform;
  dialect: MetaDialect;
  standIn: MetaStandIn;
  shelf: PhoneShelf;
  settings: PageSettings;
};

type Handler = RequestHandler<{ id: string }>;

/** Versions still open. Source: reference messenger.md 1. */
const VERSIONS = ['v21.0', 'v22.0', 'v23.0', 'v24.0', 'v25.0', 'v26.0'];
const USAGE = JSON.stringify({ call_count: 1, total_time: 1, total_cputime: 1 });

/** The Graph API of one host: messages, subscriptions, profile settings, `me` and people. */
export function createGraphRouter(config: GraphRouterConfig): Router {
  const { dialect, settings, standIn } = config;
  const { subscriptions } = standIn;
  const answer = answerFor(config);
  const router = Router();
  router.use(express.json({ limit: '1mb' }), express.urlencoded({ extended: false }));
  router.use('/:version', checkVersion(dialect), playFaults(config));

  router.post('/:version/:id/messages', sendMessages(config));
  router
    .route('/:version/:id/subscribed_apps')
    .get(answer((account) => listSubscription(subscriptions, { dialect, account })))
    .post(
      answer((account, request) => {
        const given = request.query.subscribed_fields ?? readBody(request).subscribed_fields;
        return subscribe(subscriptions, { dialect, account }, given);
      }),
    )
    .delete(
      answer((account) => {
        subscriptions.set(account, []);
        return ok({ success: true });
      }),
    );
  router
    .route('/:version/:id/messenger_profile')
    .get(answer((account, request) => readProfile(settings, account, request.query.fields)))
    .post(answer((account, request) => writeProfile(settings, account, readBody(request))))
    .delete(answer((account, request) => clearProfile(settings, account, readBody(request))));
  router.get('/:version/:id', readObject(config));
  router.use((request, response) => {
    writeAnswer(dialect, response, refused(unknownPath(request.method, request.path)));
  });
  router.use(refuseUnreadable(dialect));
  return router;
}

function checkVersion(dialect: MetaDialect): RequestHandler<{ version: string }> {
  return (request, response, next) => {
    const { version } = request.params;
    if (!VERSIONS.includes(version)) {
      const fault = unknownPath(request.method, request.originalUrl.split('?')[0] ?? '');
      return writeAnswer(dialect, response, refused(fault));
    }
    response.setHeader('X-App-Usage', USAGE);
    response.setHeader('facebook-api-version', version);
    next();
  };
}

function playFaults({ platform, dialect }: GraphRouterConfig): RequestHandler<{ version: string }> {
  const play = faultyAnswers(platform.dial, dialect.channel, {
    throttled: (response) => writeAnswer(dialect, response, refused(BUSY)),
    broken: (response) => writeAnswer(dialect, response, refused(BROKEN)),
  });
  return (request, response, next) => play(request, response, next);
}

/** A body that is no JSON is a bad parameter; what else goes wrong is no answer of the platform. */
function refuseUnreadable(dialect: MetaDialect): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const isTheirs = typeof error?.status === 'number' && error.status < 500;
    if (!isTheirs || response.headersSent) return next(error);
    writeAnswer(dialect, response, refused(badParameter('The body cannot be read')));
  };
}

/** Opens the account of the path first, then answers. */
function answerFor({ platform, dialect }: GraphRouterConfig) {
  const door = { accounts: platform.accounts, channel: dialect.channel };
  return (read: (account: Account, request: Request<{ id: string }>) => GraphAnswer): Handler =>
    (request, response) => {
      const access = openAccount(door, request, request.params.id);
      const answer = access.kind === 'fault' ? access : read(access.account, request);
      writeAnswer(dialect, response, answer);
    };
}

function readObject({ platform, dialect, shelf }: GraphRouterConfig): Handler {
  const door = { accounts: platform.accounts, channel: dialect.channel };
  return (request, response) => {
    const { id } = request.params;
    const access = openAccount(door, request, 'me');
    if (access.kind === 'fault') return writeAnswer(dialect, response, access);
    const { account } = access;
    const isAccount = id === 'me' || id === account.externalId;
    const answer = isAccount
      ? readAccount(dialect, account)
      : readPerson(dialect, id, shelf.find(dialect.channel, account.key, id));
    writeAnswer(dialect, response, answer);
  };
}
