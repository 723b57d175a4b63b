const TIMEOUT_MS = 2_000;

/**
 * Whether a page lets itself be shown inside the phone's frame at `origin`. A page that cannot be
 * asked counts as one that does not.
 */
export async function canEmbed(url: string, origin: string): Promise<boolean> {
  try {
    const answer = await fetch(url, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (answer.headers.has('x-frame-options')) return false;
    return answer.status < 400 && isAllowed(answer.headers.get('content-security-policy'), origin);
  } catch {
    return false;
  }
}

/** A policy without `frame-ancestors` allows everybody. */
function isAllowed(policy: string | null, origin: string): boolean {
  const sources = /frame-ancestors([^;,]*)/i.exec(policy ?? '')?.[1];
  if (sources === undefined) return true;
  const allowed = sources.trim().split(/\s+/);
  return allowed.includes('*') || allowed.includes(origin);
}
