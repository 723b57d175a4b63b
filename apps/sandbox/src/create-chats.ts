import { Router } from 'express';
import { createInstagram } from './instagram/create-instagram.ts';
import { createMessenger } from './messenger/create-messenger.ts';
import { createHandshakeRouter } from './meta/create-handshake-router.ts';
import { createPhonesRouter } from './phones/create-phones-router.ts';
import { createPhoneShelf } from './phones/phone-shelf.ts';
import { createScribe } from './phones/scribe.ts';
import type { Platform } from './platform.ts';
import { createViber } from './viber/create-viber.ts';

/** The three chats: their APIs and their customers' phones. */
export function createChats(platform: Platform): Router {
  const shelf = createPhoneShelf();
  const scribe = createScribe(platform);
  platform.onReset(shelf.clear);
  const mediaUrl = (kind: string) => {
    const file = MEDIA[kind];
    return file === undefined ? null : `${platform.addresses.publicUrl()}/media/${file}`;
  };
  const ground = { platform, shelf, scribe, mediaUrl };
  const messenger = createMessenger(ground);
  const instagram = createInstagram(ground);
  const viber = createViber(ground);
  const networks = [messenger.network, instagram.network, viber.network];

  const router = Router();
  router.use('/graph', messenger.router);
  router.use('/instagram', instagram.router);
  router.use('/viber/pa', viber.router);
  router.use('/control/phones', createPhonesRouter({ platform, shelf, scribe, networks }));
  router.use('/control/handshakes', createHandshakeRouter(platform));
  return router;
}

const MEDIA: Record<string, string> = {
  image: 'photo.png',
  sticker: 'sticker.png',
  audio: 'voice.wav',
  video: 'clip.webm',
  file: 'receipt.pdf',
};
