export interface Heard {
  readonly event: string;
  readonly id: string;
  readonly data: Record<string, unknown>;
}

export interface Hearing {
  readonly status: number;
  readonly headers: Headers;
  /** What was told so far, but for the sums. */
  readonly events: Heard[];
  readonly totals: Heard[];
  /** The id that was told last, by an event or without one. */
  readonly lastId: () => string;
  /** Resolves once it is heard, or fails. */
  readonly hears: (what: (heard: Heard) => boolean, withinMillis?: number) => Promise<Heard>;
  /** Resolves when the other side ends it. */
  readonly ended: Promise<void>;
  readonly leave: () => void;
}

/** Listens as an EventSource does. Resolves once the stream is open and has told where it begins. */
export async function listenTo(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Hearing> {
  return hear(await fetch(url, { headers }));
}

export async function hear(answer: Response): Promise<Hearing> {
  const leaving = new AbortController();
  const { signal } = leaving;
  const events: Heard[] = [];
  const totals: Heard[] = [];
  let lastId = "";
  let wake = () => {};
  const read = async () => {
    let text = "";
    for await (const piece of (answer.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream(), { signal })) {
      const frames = (text + piece).split("\n\n");
      text = frames.pop() ?? "";
      for (const frame of frames) {
        const heard = heardIn(frame);
        lastId = heard.id || lastId;
        if (heard.event !== "") (heard.event === "totals" ? totals : events).push(heard);
      }
      wake();
    }
  };
  const ended = read().catch(() => undefined);
  const until = async (isSo: () => boolean, withinMillis: number, what: string) => {
    const deadline = Date.now() + withinMillis;
    while (!isSo()) {
      const left = deadline - Date.now();
      if (left <= 0)
        throw new Error(`not heard: ${what}; but ${JSON.stringify([...events, ...totals]).slice(0, 2000)}`);
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, Math.min(left, 100));
      });
    }
  };
  if (answer.ok) await until(() => lastId !== "", 15_000, "where it begins");
  return {
    status: answer.status,
    headers: answer.headers,
    events,
    totals,
    lastId: () => lastId,
    hears: async (what, withinMillis = 15_000) => {
      const find = () => [...events, ...totals].find(what);
      await until(() => find() !== undefined, withinMillis, String(what));
      return find() as Heard;
    },
    ended,
    leave: () => leaving.abort(),
  };
}

function heardIn(frame: string): Heard {
  const lines = frame.split("\n").map((line) => /^(\w*): ?(.*)$/.exec(line) ?? []);
  const of = (name: string) => lines.find(([, field]) => field === name)?.[2] ?? "";
  return { event: of("event"), id: of("id"), data: JSON.parse(of("data") || "{}") };
}
