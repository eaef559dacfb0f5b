import { Overloaded } from "../errors.ts";
import { type Asked, Listener } from "./listener.ts";
import { Watcher, type WatcherOptions } from "./watcher.ts";

export interface LiveLimits {
  /** How many may listen, to all projects together and to one. */
  readonly listeners: number;
  readonly listenersOfProject: number;
  /** In characters: what may wait for each. */
  readonly waiting: number;
}

export interface LiveOptions extends Omit<WatcherOptions, "project" | "now"> {
  readonly limits: LiveLimits;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface Live {
  /** What happens from now on, as server-sent events, until the reader goes away. Throws `Overloaded`. */
  listen(project: string, asked: Asked): ReadableStream<Uint8Array>;
  /** Something of these projects was written by this process: whoever listens need not wait for the next look. */
  changed(projects: Iterable<string>): void;
  /** Ends what is being read; who reads it comes back to whoever is there then. */
  close(): void;
}

const heartbeatMillis = 15_000;

export function openLive({ limits, now = Date.now, ...options }: LiveOptions): Live {
  const watchers = new Map<string, Watcher>();
  let count = 0;
  let closed = false;
  let beating: NodeJS.Timeout | undefined;

  function beat(): void {
    for (const { listeners } of watchers.values()) for (const listener of listeners) listener.beat();
  }

  function watch(project: string): Watcher {
    const watcher = new Watcher({ ...options, project, now });
    watchers.set(project, watcher);
    return watcher;
  }

  function enter(project: string, listener: Listener): void {
    const watcher = watchers.get(project) ?? watch(project);
    const isFirst = watcher.listeners.size === 0;
    watcher.listeners.add(listener);
    count += 1;
    beating ??= setInterval(beat, heartbeatMillis).unref();
    if (isFirst) void watcher.run();
    else watcher.wake();
  }

  function leave(project: string, listener: Listener): void {
    const watcher = watchers.get(project);
    if (!watcher?.listeners.delete(listener)) return;
    listener.outbox.close();
    count -= 1;
    if (watcher.listeners.size > 0) return;
    watchers.delete(project);
    watcher.wake();
    if (count > 0) return;
    clearInterval(beating);
    beating = undefined;
  }

  function checkRoom(project: string): void {
    if (closed) throw new Overloaded("Spanwise is stopping; connect again shortly", 1);
    if (count >= limits.listeners) throw new Overloaded("too many listen already; raise LIVE_LISTENERS", 10);
    if ((watchers.get(project)?.listeners.size ?? 0) >= limits.listenersOfProject)
      throw new Overloaded("too many listen to this project already; raise LIVE_LISTENERS_PER_PROJECT", 10);
  }

  return {
    listen: (project, asked) => {
      checkRoom(project);
      const listener = new Listener(asked, limits.waiting);
      enter(project, listener);
      return streamOf(listener, () => leave(project, listener));
    },
    changed: (projects) => {
      for (const project of projects) watchers.get(project)?.wake();
    },
    close: () => {
      closed = true;
      for (const [project, { listeners }] of watchers) for (const listener of listeners) leave(project, listener);
    },
  };
}

function streamOf({ outbox }: Listener, leave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const text = await outbox.next();
      if (text === undefined) controller.close();
      else controller.enqueue(encoder.encode(text));
    },
    cancel: leave,
  });
}
