import { ApiError } from "../../../receiver/src/client/api-error.ts";
import { type ServerEvent, serverEvents } from "../../../receiver/src/client/server-events.ts";

export interface Following {
  /** Connects, and goes on behind that id. Throws `ApiError` when it is refused. */
  readonly open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
  readonly onEvent: (event: ServerEvent) => void;
  /** The connection is gone, and is made anew after so many milliseconds. */
  readonly onLost: (wait: number) => void;
  /** Resolves after so many milliseconds, or when the signal says so. */
  readonly sleep: (millis: number, signal: AbortSignal) => Promise<void>;
}

/** A receiver says something every 15 seconds; who says nothing for longer is gone. */
const mostSilentMillis = 45_000;
const longestWait = 30_000;

/**
 * Listens until it is told to stop. A connection that is lost is made anew from behind the last event, after waits that
 * grow until something is heard. Throws when it is refused for good.
 */
export async function follow({ open, signal, onOpen, onEvent, onLost, sleep }: Following): Promise<void> {
  let [lastId, retry, failures] = ["", 1000, 0];
  while (!signal.aborted) {
    const silence = new AbortController();
    const alarm = () => setTimeout(() => silence.abort(), mostSilentMillis);
    let timer = alarm();
    try {
      const answer = await open(lastId === "" ? null : lastId, AbortSignal.any([signal, silence.signal]));
      onOpen();
      for await (const event of serverEvents(piecesOf(answer.body))) {
        clearTimeout(timer);
        timer = alarm();
        failures = 0;
        lastId = event.id || lastId;
        retry = event.retry ?? retry;
        onEvent(event);
      }
    } catch (error) {
      if (error instanceof ApiError && isForGood(error)) throw error;
    } finally {
      clearTimeout(timer);
      silence.abort();
    }
    if (signal.aborted) return;
    const wait = Math.min(retry * 2 ** failures, longestWait);
    onLost(wait);
    await sleep(wait, signal);
    failures += 1;
  }
}

const isForGood = ({ status }: ApiError) => status >= 400 && status < 500 && status !== 429;

/** Not every browser lets a stream be walked through by itself. */
async function* piecesOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  while (reader) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}
