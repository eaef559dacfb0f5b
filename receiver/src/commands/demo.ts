import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { clockOf } from "../demo/clock.ts";
import { type Days, tellDays, tellRunning } from "../demo/days.ts";
import { metricRequestsOf, type Request, requestsOf } from "../demo/requests.ts";
import type { Use } from "../demo/scene.ts";
import { NobodyThere, Refused, sendAll, type Target } from "../demo/send.ts";
import { partialSuccess } from "../import/protobuf-export.ts";
import { StartProblem } from "../start-problem.ts";
import type { Run } from "./run.ts";
import { targetOf, targetOptions } from "./sending.ts";

const options = {
  ...targetOptions,
  project: { type: "string", default: "default" },
  days: { type: "string", default: "3" },
  sessions: { type: "string", default: "150" },
  seed: { type: "string", default: "spanwise" },
  spans: { type: "string", default: "20000" },
  gzip: { type: "boolean", default: false },
  live: { type: "boolean", default: false },
} as const;

/** How long the running sessions go on with `--live`. */
const LIVE_MILLIS = 20_000;

/** Fills a running Spanwise over OTLP. Run again on the same day, with the same words, it adds nothing. */
export const demo: Run = async (words) => {
  const { values } = parseArgs({ args: [...words], options });
  const target = { ...targetOf(values), gzip: values.gzip };
  const days = await daysOf(values, target);
  const count = counter();
  try {
    await sendAll(target, requestsFor(days), count.sent);
    count.tell(`${target.endpoint} has it.`);
    if (values.live) await finishRunning(target, days, count);
  } catch (error) {
    throw problem(error);
  }
  return count.rejected() > 0 ? 1 : 0;
};

async function daysOf(values: ReturnType<typeof parseArgs<{ options: typeof options }>>["values"], target: Target) {
  const days: Omit<Days, "until"> = {
    seed: values.seed,
    day: new Date().toISOString().slice(0, 10),
    days: number("days", values.days),
    sessions: number("sessions", values.sessions),
    running: 2,
    marathonSpans: number("spans", values.spans, 0),
  };
  return { ...days, until: await clockOf(target, values.project, days, Date.now()) };
}

function number(name: string, text: string, least = 1): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least && value <= 100_000) return value;
  throw new StartProblem(`--${name} wants a whole number from ${least} to 100000, not "${text}".`);
}

function* requestsFor(days: Days): Generator<Request> {
  const uses: Use[] = [];
  for (const story of tellDays(days)) {
    yield* requestsOf(story);
    for (const use of story.uses) uses.push(use);
  }
  yield* metricRequestsOf(uses);
}

async function finishRunning(target: Target, days: Days, count: ReturnType<typeof counter>): Promise<void> {
  process.stdout.write(`${days.running} sessions go on for ${LIVE_MILLIS / 1000} seconds …\n`);
  await sleep(LIVE_MILLIS);
  const stories = Array.from({ length: days.running }, (_, index) => tellRunning(days, index, Date.now()));
  await sendAll(
    target,
    stories.flatMap((story) => [...requestsOf(story)]),
    count.sent,
  );
  process.stdout.write("They are over.\n");
}

function counter() {
  const start = performance.now();
  const items = { traces: 0, logs: 0, metrics: 0 };
  const messages = new Set<string>();
  let [rejected, requests] = [0, 0];
  const words = () => `${items.traces} spans, ${items.logs} log records, ${items.metrics} metric points`;
  return {
    rejected: () => rejected,
    sent: (request: Request, answer: Uint8Array) => {
      const partial = partialSuccess(answer);
      items[request.signal] += request.items;
      rejected += partial.rejected;
      if (partial.message !== "") messages.add(partial.message);
      if (++requests % 40 === 0) process.stdout.write(`  ${words()} …\n`);
    },
    tell: (where: string) => {
      const seconds = ((performance.now() - start) / 1000).toFixed(1);
      const refused = rejected > 0 ? `, ${rejected} of them rejected` : "";
      process.stdout.write(`Sent ${words()} in ${seconds} s${refused}. ${where}\n`);
      for (const message of messages) process.stdout.write(`  ${message}\n`);
    },
  };
}

function problem(error: unknown): unknown {
  if (error instanceof NobodyThere) {
    const message = `${capital(error.message)}. Start it with spanwise start (or npm start), or name another --endpoint.`;
    return new StartProblem(message, { cause: error });
  }
  if (error instanceof Refused) return new StartProblem(`The receiver answered ${error.message}`, { cause: error });
  return error;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
