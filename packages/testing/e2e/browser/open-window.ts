import { type Browser, chromium, type Page } from 'playwright-core';
import type { ListedBrowser } from './browsers.ts';

const QUIET = ['--disable-gpu', '--disable-background-networking', '--disable-sync'];

/** Starts the browser without a screen; whoever runs tests as root cannot have its sandbox. */
export function startBrowser({ path }: ListedBrowser): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--no-first-run', ...QUIET],
  });
}

/** A window, and the complaints of the pages in it: scripts that failed, rules that were broken. */
export type Window = { page: Page; complaints: string[]; close(): Promise<void> };

/** Without motion: a sheet that still slides is not where a finger aims. */
export async function openWindow(browser: Browser): Promise<Window> {
  const context = await browser.newContext({
    viewport: { width: 1360, height: 900 },
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', ({ message }) => complaints.push(message));
  page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  return { page, complaints, close: () => context.close() };
}
