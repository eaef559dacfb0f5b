/** https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export function eventFrame(event: string, data: unknown): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n`;
}

/** An id closes a frame, so that one text serves all who are told it. A frame of nothing else moves the position alone. */
export const withId = (frame: string, id: string): string => `${frame}id: ${id}\n\n`;

export const heartbeat = ": still here\n";

/** How long to wait before connecting again, in milliseconds. */
export const welcome = "retry: 1000\n";
