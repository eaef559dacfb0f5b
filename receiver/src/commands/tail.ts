import { setTimeout as sleep } from "node:timers/promises";
import type { ProjectClient } from "../client/client.ts";
import type { ServerEvent } from "../client/server-events.ts";
import type { Span } from "../model/span.ts";
import { type LiveEvent, LiveLines } from "../terminal/live-lines.ts";
import { drawLine } from "../terminal/sheet.ts";
import { asking } from "./asking.ts";
import { askingOptions, filterOptions, filtersIn } from "./filter-options.ts";
import { listening } from "./listening.ts";
import { print, printDocument, remark, sheetNow } from "./printing.ts";
import { command } from "./words.ts";

type EventName = "span" | "trace" | "session" | "totals";

const told = {
  usage: "tail [options]",
  meaning: "what happens, while it happens, until it is stopped; a lost connection goes on where it was",
  options: {
    events: {
      type: "string",
      multiple: true,
      value: "NAME",
      meaning: "span (when left out), trace, session or totals",
    },
    content: {
      type: "boolean",
      meaning: "with what models and agents answered, too; of tools arguments are told anyway",
    },
    "no-content": { type: "boolean", meaning: "nothing of what was said" },
    ...filterOptions,
    ...askingOptions,
  },
  examples: ["spanwise tail --kind tool", "spanwise tail --status error", "spanwise tail --json | jq .data.name"],
} as const;

export const tail = command(told, async (values) => {
  const events = (values.events ?? ["span"]).flatMap((names) => names.split(",")) as EventName[];
  const filters = { ...filtersIn(values), events };
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, stop);
  const lines = new LiveLines(Date.now(), sheetNow().width);
  const shows = values["no-content"] ? "nothing" : values.content ? "all" : "tools";
  await asking(values, async (project) => {
    const open = (lastEventId: string | null, signal: AbortSignal) =>
      project.open("live", filters, { signal, headers: lastEventId === null ? {} : { "last-event-id": lastEventId } });
    const onLost = () => remark("The connection is gone; it is made anew until it holds.");
    for await (const event of listening({ open, signal: stopping.signal, onLost })) {
      const data = valueIn(event.data);
      if (data === undefined) continue;
      const isRead = values.json
        ? await printEvent(event)
        : await printLine({ ...event, data }, lines, { project, shows });
      if (!isRead) stop();
    }
  });
  return 0;
});

const printEvent = ({ event, id, data }: ServerEvent) =>
  printDocument(`{"event":${JSON.stringify(event)},"id":${JSON.stringify(id)},"data":${data}}`);

/** What is no JSON was not written by a receiver, and is passed over. */
function valueIn(data: string): unknown {
  try {
    return JSON.parse(data) ?? undefined;
  } catch {
    return undefined;
  }
}

interface Told {
  readonly project: ProjectClient;
  /** Of which steps it is shown what was said. */
  readonly shows: "all" | "tools" | "nothing";
}

async function printLine(live: LiveEvent, lines: LiveLines, told: Told): Promise<boolean> {
  const said = live.event === "span" ? await saidIn(live.data as Named, told) : null;
  const line = lines.lineOf(live, said);
  return line === null || print(`${drawLine(line, sheetNow())}\n`);
}

type Named = Pick<Span, "traceId" | "spanId" | "kind">;

const aMoment = 500;

/** A change may be told a moment before what changed can be asked for. What went meanwhile is told without. */
async function saidIn({ traceId, spanId, kind }: Named, { project, shows }: Told): Promise<Span | null> {
  if (shows === "nothing" || (shows === "tools" && kind !== "tool")) return null;
  const ask = () => project.get("spans/:traceId/:spanId", { traceId, spanId }).catch(() => null);
  const said = await ask();
  if (said !== null) return said;
  await sleep(aMoment);
  return ask();
}
