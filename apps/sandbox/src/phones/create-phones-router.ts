import express, { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Account } from '../accounts.ts';
import { refuse } from '../control/refuse.ts';
import type { Platform } from '../platform.ts';
import { canEmbed } from './can-embed.ts';
import type { ChatNetwork } from './chat-network.ts';
import { type ChatName, showsAddress } from './phone.ts';
import type { PhoneShelf } from './phone-shelf.ts';
import { readAction } from './read-action.ts';
import type { Scribe } from './scribe.ts';
import { toPhoneView } from './views.ts';

export type PhonesConfig = {
  platform: Platform;
  shelf: PhoneShelf;
  scribe: Scribe;
  networks: readonly ChatNetwork[];
};

const HOUR_MS = 3_600_000;

const people = z.strictObject({ people: z.array(z.string().min(1).max(200)).min(1).max(100_000) });
const profile = z.strictObject({
  name: z.string().min(1).max(100).optional(),
  language: z.string().min(2).max(10).optional(),
  country: z.string().length(2).optional(),
  apiVersion: z.int().min(1).max(20).optional(),
});
const age = z.strictObject({
  hours: z
    .number()
    .min(0)
    .max(24 * 365),
});

type PersonPath = { channel: string; account: string; person: string };
type AccountPath = { channel: string; account: string };

/** What customers do and see: `/control/phones/<channel>/<account>/<person>`. */
export function createPhonesRouter(config: PhonesConfig): Router {
  const router = Router();
  router.use(express.json({ limit: '4mb' }));
  router.get('/:channel/:account', listPeople(config));
  router.post('/:channel/:account', admitPeople(config));
  router.get('/:channel/:account/:person', showPhone(config));
  router.get('/:channel/:account/:person/embeddable', askEmbeddable(config));
  router.post('/:channel/:account/:person/profile', changeProfile(config));
  router.post('/:channel/:account/:person/age', agePhone(config));
  router.post('/:channel/:account/:person/:action', act(config));
  return router;
}

function listPeople(config: PhonesConfig): RequestHandler<AccountPath> {
  return (request, response) => {
    const found = findAccount(config, request.params);
    if (!found) return unknown(response);
    const phones = config.shelf.list(found.network.channel, found.account.key).slice(0, 500);
    response.json({ people: phones.map(({ person, profile: { name } }) => ({ person, name })) });
  };
}

/** As if these people had just written: nothing is sent to the shop. For load and for tests. */
function admitPeople(config: PhonesConfig): RequestHandler<AccountPath> {
  return (request, response) => {
    const found = findAccount(config, request.params);
    if (!found) return unknown(response);
    const call = people.safeParse(request.body);
    if (!call.success) return refuse(response, call.error);
    const now = Date.now();
    for (const person of call.data.people) {
      const phone = config.shelf.take(found.network.channel, found.account.key, person);
      phone.standing = 'member';
      phone.actedAt = now;
      phone.sessionStartedAt = now;
    }
    response.json({ admitted: call.data.people.length });
  };
}

function showPhone({ shelf }: PhonesConfig): RequestHandler<PersonPath> {
  return (request, response) => {
    const { channel, account, person } = request.params;
    const phone = isChat(channel) ? shelf.find(channel, account, person) : undefined;
    response.json(toPhoneView(phone));
  };
}

/** `?url=`: whether a page that the phone shows a link to may be framed. Other pages are not asked. */
function askEmbeddable({ platform, shelf }: PhonesConfig): RequestHandler<PersonPath> {
  return async (request, response) => {
    const { channel, account, person } = request.params;
    const phone = isChat(channel) ? shelf.find(channel, account, person) : undefined;
    const url = typeof request.query.url === 'string' ? request.query.url : '';
    if (!phone || !showsAddress(phone, url)) return unknown(response);
    const { origin } = new URL(platform.addresses.publicUrl());
    response.json({ embeddable: await canEmbed(url, origin) });
  };
}

function changeProfile(config: PhonesConfig): RequestHandler<PersonPath> {
  return (request, response) => {
    const found = findAccount(config, request.params);
    if (!found) return unknown(response);
    const call = profile.safeParse(request.body);
    if (!call.success) return refuse(response, call.error);
    const phone = config.shelf.take(
      found.network.channel,
      found.account.key,
      request.params.person,
    );
    phone.profile = { ...phone.profile, ...call.data };
    config.scribe.changed(phone);
    response.json({ profile: phone.profile });
  };
}

/** Lets hours pass since the customer's last action: windows and sessions close. */
function agePhone({ shelf }: PhonesConfig): RequestHandler<PersonPath> {
  return (request, response) => {
    const call = age.safeParse(request.body);
    if (!call.success) return refuse(response, call.error);
    const { channel, account, person } = request.params;
    const phone = isChat(channel) ? shelf.find(channel, account, person) : undefined;
    if (!phone) return unknown(response);
    const ms = call.data.hours * HOUR_MS;
    if (phone.actedAt !== null) phone.actedAt -= ms;
    if (phone.sessionStartedAt !== null) phone.sessionStartedAt -= ms;
    phone.unanswered.since -= ms;
    response.json({ ok: true });
  };
}

function act(config: PhonesConfig): RequestHandler<PersonPath & { action: string }> {
  return (request, response) => {
    const found = findAccount(config, request.params);
    if (!found) return unknown(response);
    const read = readAction(request.params.action, request.body);
    if (read.kind === 'unknown') return unknown(response);
    if (read.kind === 'invalid') return refuse(response, read.error);
    const { network, account } = found;
    const phone = config.shelf.take(network.channel, account.key, request.params.person);
    const outcome = network.act(account, phone, read.action);
    if (outcome.kind === 'impossible') {
      response.status(409).json({ error: { code: 'impossible', message: outcome.reason } });
      return;
    }
    response.json({ ok: true, opens: outcome.opens });
  };
}

type Found = { network: ChatNetwork; account: Account };

function findAccount({ platform, networks }: PhonesConfig, path: AccountPath): Found | undefined {
  const network = networks.find(({ channel }) => channel === path.channel);
  const account = network && platform.accounts.byKey(network.channel, path.account);
  return account && { network, account };
}

function isChat(channel: string): channel is ChatName {
  return channel === 'messenger' || channel === 'instagram' || channel === 'viber';
}

function unknown(response: Response): void {
  response
    .status(404)
    .json({ error: { code: 'not_found', message: 'no such channel, account, person or action' } });
}
