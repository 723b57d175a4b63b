/** What is known of an HTTP/1.1 reply that has come in whole; `length` is its size in bytes. */
export type Reply = { status: number; length: number; closes: boolean };

const HEAD_END = '\r\n\r\n';
const STATUS_LINE = /^HTTP\/1\.1 (\d{3})/;
const CONTENT_LENGTH = /\r\ncontent-length: *(\d+)/i;
const CLOSE = /\r\nconnection: *close/i;

/**
 * Reads the first reply of `bytes`; null while part of it is missing. Our servers say the length
 * of every body; a reply that does not is unreadable.
 */
export function readReply(bytes: Buffer): Reply | 'unreadable' | null {
  const headLength = bytes.indexOf(HEAD_END);
  if (headLength === -1) return null;
  const head = bytes.toString('latin1', 0, headLength);
  const status = Number(STATUS_LINE.exec(head)?.[1]);
  const stated = CONTENT_LENGTH.exec(head)?.[1];
  const hasBody = status !== 204 && status !== 304;
  if (Number.isNaN(status) || (hasBody && stated === undefined)) return 'unreadable';
  const length = headLength + HEAD_END.length + Number(stated ?? 0);
  return length > bytes.length ? null : { status, length, closes: CLOSE.test(head) };
}
