/** https://html.spec.whatwg.org/multipage/server-sent-events.html */
export interface ServerEvent {
  /** "" where only the position moved. */
  readonly event: string;
  readonly id: string;
  readonly data: string;
  /** How long to wait before connecting again, in milliseconds, where it is told. */
  readonly retry: number | null;
}

/** Beyond it, it is no event of ours. */
const mostCharacters = 64_000_000;

/** The events of a stream as they come, whole ones alone; comments are told as events that say nothing. */
export async function* serverEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let waiting = "";
  for await (const bytes of body) {
    const pieces = (waiting + decoder.decode(bytes, { stream: true })).replace(/\r\n?/g, "\n").split("\n\n");
    waiting = pieces.pop() ?? "";
    for (const piece of pieces) yield eventIn(piece);
    if (waiting.length > mostCharacters) throw new Error("an event is too large");
  }
}

function eventIn(piece: string): ServerEvent {
  const fields = new Map<string, string>();
  for (const line of piece.split("\n")) {
    const at = line.indexOf(":");
    if (at === 0) continue;
    const name = at === -1 ? line : line.slice(0, at);
    const value = at === -1 ? "" : line.slice(at + 1).replace(/^ /, "");
    fields.set(name, name === "data" && fields.has(name) ? `${fields.get(name)}\n${value}` : value);
  }
  const retry = Number(fields.get("retry") ?? Number.NaN);
  return {
    event: fields.get("event") ?? "",
    id: fields.get("id") ?? "",
    data: fields.get("data") ?? "",
    retry: Number.isInteger(retry) ? retry : null,
  };
}
