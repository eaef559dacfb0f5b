import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Hearing, hear } from "../../test/live-events.ts";
import { idOf, span, traces } from "../../test/sent-spans.ts";
import { type TestReceiver, testReceiver } from "../../test/test-receiver.ts";
import { endOfTime } from "../store/queries/filters.ts";
import { questionsTo } from "../store/questions.ts";
import { type LiveEvent, liveEvents } from "./listener.ts";
import { type Live, type LiveLimits, openLive } from "./live.ts";
import { decodePosition, type Position } from "./position.ts";

let at: TestReceiver;
const opened: Live[] = [];
beforeAll(async () => {
  at = await testReceiver();
});
afterEach(() => {
  for (const live of opened.splice(0)) live.close();
});
afterAll(() => at.cleanup());

let projects = 0;
const newProject = () => `live-${projects++}`;
const roomy: LiveLimits = { listeners: 100, listenersOfProject: 100, waiting: 1_000_000 };

/** A receiver of its own over the same store: nobody tells it of what changes, it has to look. */
function receiver(limits: Partial<LiveLimits> = {}) {
  const questions = questionsTo(at.store);
  const asked = { looks: 0, readings: 0 };
  const live = openLive({
    limits: { ...roomy, ...limits },
    onFault: (error) => console.error(error),
    questions: {
      ...questions,
      findChanges: (query) => {
        asked.looks += 1;
        return questions.findChanges(query);
      },
      readChanged: (query) => {
        asked.readings += 1;
        return questions.readChanged(query);
      },
    },
  });
  opened.push(live);
  return { live, asked };
}

interface Listening {
  readonly events?: readonly LiveEvent[];
  readonly position?: Position | undefined;
}

function open(live: Live, project: string, { events = liveEvents, position }: Listening = {}): Response {
  const filters = { project, range: { from: 0n, to: endOfTime } };
  return new Response(live.listen(project, { filters, events: new Set(events), position }));
}

const send = (project: string, ...numbers: readonly number[]) =>
  at.send("traces", traces(...numbers.map((number) => span({ spanId: idOf(number) }))), project);

const isSpan = (number: number) => (heard: { event: string; data: Record<string, unknown> }) =>
  heard.event === "span" && heard.data.spanId === idOf(number);
const numbersOf = ({ events }: Hearing) =>
  events.filter(({ event }) => event === "span").map(({ data }) => Number(`0x${data.spanId}`));

test("of several receivers over one store each tells all, and one goes on where another was", async () => {
  const project = newProject();
  const [one, other] = [receiver(), receiver()];
  const here = await hear(open(one.live, project, { events: ["span"] }));
  const there = await hear(open(other.live, project, { events: ["span"] }));
  await send(project, 1);
  const sent = Date.now();
  await Promise.all([here.hears(isSpan(1)), there.hears(isSpan(1))]);
  expect(Date.now() - sent).toBeLessThan(3000);
  here.leave();
  await send(project, 2);
  await there.hears(isSpan(2));
  await send(project, 3);
  const position = decodePosition(here.lastId());
  const moved = await hear(open(other.live, project, { events: ["span"], position }));
  const anew = await hear(open(receiver().live, project, { events: ["span"], position }));
  await Promise.all([moved, anew, there].map((hearing) => hearing.hears(isSpan(3))));
  await send(project, 4);
  await Promise.all([moved, anew, there].map((hearing) => hearing.hears(isSpan(4))));
  expect([here, there, moved, anew].map(numbersOf)).toEqual([[1], [1, 2, 3, 4], [2, 3, 4], [2, 3, 4]]);
});

test("many who listen cost one look, and nobody none", async () => {
  const project = newProject();
  const { live, asked } = receiver();
  const hearings = await Promise.all(Array.from({ length: 12 }, async () => hear(open(live, project))));
  const before = { ...asked };
  await send(project, 1);
  await Promise.all(hearings.map((hearing) => hearing.hears(isSpan(1))));
  expect(asked.readings - before.readings).toBeLessThanOrEqual(4);
  for (const hearing of hearings) hearing.leave();
  await sleep(1500);
  const after = { ...asked };
  await sleep(1500);
  expect(asked).toEqual(after);
});

test("is told at once of what this process wrote", async () => {
  const project = newProject();
  const { live } = receiver();
  const hearing = await hear(open(live, project));
  const told: number[] = [];
  for (const number of [1, 2, 3]) {
    await send(project, number);
    const written = performance.now();
    live.changed([project, "another"]);
    await hearing.hears(isSpan(number));
    told.push(performance.now() - written);
  }
  expect(Math.min(...told)).toBeLessThan(700);
});

test("one who does not read loses the newest, hears of it, and holds nobody else up", async () => {
  const project = newProject();
  const { live } = receiver({ waiting: 1500 });
  const sleeping = open(live, project, { events: ["span"] });
  const awake = await hear(open(live, project, { events: ["span"] }));
  for (const number of [1, 2, 3, 4, 5, 6, 7]) {
    await send(project, number);
    await awake.hears(isSpan(number));
  }
  expect(numbersOf(awake)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  const late = await hear(sleeping);
  const { data } = await late.hears(({ event }) => event === "gap");
  const heard = numbersOf(late);
  expect(heard).toEqual([1, 2, 3, 4, 5, 6, 7].slice(0, heard.length));
  expect(data).toEqual({
    reason: "slow",
    skipped: 7 - heard.length,
    since: expect.stringMatching(/^\d{19}$/),
    from: String(span({}).start),
  });
  await send(project, 8);
  await late.hears(isSpan(8));
  expect(numbersOf(late)).toEqual([...heard, 8]);
});

test("more than anybody can read at once is told as a gap", async () => {
  const project = newProject();
  const { live } = receiver();
  const hearing = await hear(open(live, project, { events: ["span"] }));
  await send(project, ...Array.from({ length: 1200 }, (_, index) => index + 1));
  await hearing.hears(isSpan(1200));
  const gap = await hearing.hears(({ event }) => event === "gap");
  expect(gap.data).toMatchObject({ reason: "many", from: String(span({}).start) });
  expect(numbersOf(hearing).length + Number(gap.data.skipped)).toBeGreaterThanOrEqual(1200);
});

test("no more may listen than there is room for", async () => {
  const project = newProject();
  const { live } = receiver({ listeners: 3, listenersOfProject: 2 });
  const first = await hear(open(live, project));
  await hear(open(live, project));
  expect(() => open(live, project)).toThrow("too many listen to this project already");
  await hear(open(live, newProject()));
  expect(() => open(live, newProject())).toThrow("too many listen already");
  first.leave();
  await sleep(50);
  expect((await hear(open(live, project))).lastId()).not.toBe("");
  live.close();
  expect(() => open(live, project)).toThrow("stopping");
});
