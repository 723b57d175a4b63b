/** viber-bot 1.0.18 has no types of its own. Only what viber-client.ts touches is declared. */
declare module 'viber-bot/lib/viber-client.js' {
  type Log = (...values: unknown[]) => void;
  export type ViberLogger = { debug: Log; info: Log; warn: Log; error: Log };

  export default class ViberClient<Answer> {
    constructor(
      logger: ViberLogger,
      bot: { name: string; avatar: string | null },
      apiUrl: string,
      subscribedEvents: string[],
    );
    /** receiver, type, message, tracking data, keyboard, chat id, minimum API version. */
    sendMessage(
      ...parts: [string, string, object, string | null, object | null, null, number | null]
    ): Promise<Answer>;
    protected _sendRequest(endpoint: string, data: Record<string, unknown>): Promise<Answer>;
    protected _serializeTrackingData(trackingData: string | null): string | undefined;
  }
}

declare module 'viber-bot/lib/message/text-message.js' {
  export default class TextMessage {
    constructor(text: string);
    toJson(): { type: string; text: string };
  }
}
