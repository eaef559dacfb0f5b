import { setTimeout as sleep } from "node:timers/promises";
import { ApiError } from "../client/api-error.ts";
import { type ServerEvent, serverEvents } from "../client/server-events.ts";

export interface Listening {
  /** Connects, and goes on behind that id. Throws `ApiError` when it is refused. */
  readonly open: (lastEventId: string | null, signal: AbortSignal) => Promise<Response>;
  readonly signal: AbortSignal;
  /** Told when the connection is gone, before it is made anew. */
  readonly onLost: () => void;
}

/** A receiver says something every 15 seconds; who says nothing for longer is gone. */
const mostSilentMillis = 45_000;
const longestWait = 30_000;

/**
 * Listens until it is told to stop. A connection that is lost is made anew, from behind the last event: nothing of what
 * happened meanwhile is missed. Only the first that cannot be made ends it, or one that is refused for good.
 */
export async function* listening({ open, signal, onLost }: Listening): AsyncGenerator<ServerEvent> {
  let [lastId, retry, failures, isFirst] = ["", 1000, 0, true];
  while (!signal.aborted) {
    const silence = new AbortController();
    const alarm = setTimeout(() => silence.abort(), mostSilentMillis);
    try {
      const answer = await open(lastId === "" ? null : lastId, AbortSignal.any([signal, silence.signal]));
      isFirst = false;
      for await (const event of serverEvents(answer.body ?? new ReadableStream())) {
        alarm.refresh();
        failures = 0;
        lastId = event.id || lastId;
        retry = event.retry ?? retry;
        if (event.event !== "") yield event;
      }
    } catch (error) {
      if (signal.aborted) return;
      if (isFirst || (error instanceof ApiError && isForGood(error))) throw error;
    } finally {
      clearTimeout(alarm);
      silence.abort();
    }
    if (signal.aborted) return;
    if (failures === 0) onLost();
    await sleep(Math.min(retry * 2 ** failures, longestWait), undefined, { signal }).catch(() => undefined);
    failures += 1;
  }
}

const isForGood = ({ status }: ApiError) => status >= 400 && status < 500 && status !== 429;
