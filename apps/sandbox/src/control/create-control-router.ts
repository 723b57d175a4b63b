import express, { Router } from 'express';
import { z } from 'zod';
import { newAccount, standInName } from '../accounts.ts';
import { faultPatch } from '../delivery/fault-dial.ts';
import type { Platform } from '../platform.ts';
import { refuse } from './refuse.ts';
import { streamEvents } from './stream-events.ts';

const target = z.union([standInName, z.literal('all')]);
/** `next: n` beside the faults limits every chance fault of the call to the next n times. */
const faultCall = faultPatch.extend({ target, next: z.int().min(1).optional() });
const gatewayMove = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

/** The knobs of the sandbox itself: faults, accounts, where the gateway is, reset, events. */
export function createControlRouter(platform: Platform): Router {
  const { accounts, addresses, dial, events } = platform;
  const router = Router();
  router.use(express.json({ limit: '1mb' }));

  router.get('/faults', (_request, response) => {
    response.json(showDial(platform));
  });
  router.post('/faults', (request, response) => {
    const call = faultCall.safeParse(request.body);
    if (!call.success) return refuse(response, call.error);
    const { target: chosen, next, ...patch } = call.data;
    for (const standIn of chosen === 'all' ? standInName.options : [chosen]) {
      dial.turn(standIn, next === undefined ? patch : limited(patch, next));
    }
    events.publish({ kind: 'faults' });
    response.json(showDial(platform));
  });

  router.get('/accounts', (_request, response) => {
    response.json({ accounts: accounts.list() });
  });
  router.post('/accounts', (request, response) => {
    const account = newAccount.safeParse(request.body);
    if (!account.success) return refuse(response, account.error);
    response.json({ account: accounts.register(request.body) });
    events.publish({ kind: 'accounts' });
  });

  router.post('/gateway', (request, response) => {
    const move = gatewayMove.safeParse(request.body);
    if (!move.success) return refuse(response, move.error);
    addresses.moveGateway(move.data.url);
    response.json({ gatewayUrl: addresses.gatewayUrl() });
  });

  router.post('/reset', (_request, response) => {
    platform.reset();
    response.json({ ok: true });
  });
  router.get('/events', streamEvents(events));
  return router;
}

function showDial({ dial }: Platform) {
  return Object.fromEntries(standInName.options.map((standIn) => [standIn, dial.of(standIn)]));
}

type Patch = z.output<typeof faultPatch>;

function limited(patch: Patch, next: number): Patch {
  const often = (how: Patch['drop']) => (typeof how === 'number' && how > 0 ? { next } : how);
  const bounded: Patch = { ...patch };
  for (const fault of CHANCE_FAULTS) {
    if (bounded[fault] !== undefined) bounded[fault] = often(bounded[fault]);
  }
  return bounded;
}

const CHANCE_FAULTS = ['drop', 'wrongSignature', 'lostAnswer', 'status429', 'status5xx'] as const;
