import { fileURLToPath } from 'node:url';
import express, { type RequestHandler } from 'express';

/** The page with the three phones, as plain files. */
export function createPhonesPage(): RequestHandler {
  const folder = fileURLToPath(new URL('../../public', import.meta.url));
  return express.static(folder, { index: 'index.html', maxAge: 0 });
}
