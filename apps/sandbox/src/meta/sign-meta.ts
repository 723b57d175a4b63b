import { createHmac } from 'node:crypto';

/** Both signature headers Meta sends: SHA-256 and the legacy SHA-1, over the raw bytes. */
export function signMeta(body: string, appSecret: string): Record<string, string> {
  return {
    'X-Hub-Signature': `sha1=${createHmac('sha1', appSecret).update(body).digest('hex')}`,
    'X-Hub-Signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  };
}
