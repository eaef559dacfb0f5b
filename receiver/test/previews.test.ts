import { afterAll, beforeAll, expect, test } from "vitest";
import type { Trace } from "../src/model/trace.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { idOf, jsonSpan, jsonTraces } from "./sent-spans.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const text = (key: string, stringValue: string) => ({ key, value: { stringValue } });
const said = (role: string, content: string) => JSON.stringify([{ role, parts: [{ type: "text", content }] }]);

const call = (traceId: string, number: number, question: string, answer: string, millis = Date.now()) =>
  jsonSpan({
    traceId,
    spanId: idOf(number),
    parentSpanId: number === 1 ? "" : idOf(1),
    startTimeUnixNano: String(BigInt(millis) * 1_000_000n + BigInt(number)),
    endTimeUnixNano: String(BigInt(millis) * 1_000_000n + BigInt(number) + 9n),
    attributes: [
      text("session.id", "s"),
      text("gen_ai.operation.name", number === 1 ? "invoke_agent" : "chat"),
      ...(question === "" ? [] : [text("gen_ai.input.messages", said("user", question))]),
      ...(answer === "" ? [] : [text("gen_ai.output.messages", said("assistant", answer))]),
    ],
  });

const previews = ({ inputPreview, outputPreview }: Trace) => [inputPreview, outputPreview];

test("a trace shows what it was asked and what it answered, in lists and alone, unless it is long", async () => {
  const ids = ["a", "b", "c", "d"].map((letter) => letter.repeat(32));
  const [silent = "", own = "", long = "", plain = ""] = ids;
  const spans = [
    call(silent, 1, "", ""),
    call(silent, 2, "which  city?", ""),
    call(silent, 3, "", `Paris ${"it is ".repeat(100)}`),
    call(own, 1, "go", "gone"),
    call(own, 2, "inner", "inner"),
    call(long, 1, "x".repeat(100_000), "done"),
    jsonSpan({ traceId: plain, spanId: idOf(1) }),
  ];
  await at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(jsonTraces(...spans)))).body);
  const expected = [
    ["which city?", expect.stringMatching(/^Paris it is .{187}…$/)],
    ["go", "gone"],
    [null, null],
    [null, null],
  ];
  const list = (await at.get("/api/projects/default/traces?from=0")) as { items: Trace[] };
  const byId = new Map(list.items.map((trace) => [trace.traceId, trace]));
  expect(ids.map((id) => previews(byId.get(id) as Trace))).toEqual(expected);
  const alone = ids.map(async (id) => (await at.get(`/api/projects/default/traces/${id}`)) as { trace: Trace });
  expect((await Promise.all(alone)).map(({ trace }) => previews(trace))).toEqual(expected);
  const session = (await at.get("/api/projects/default/sessions/s")) as { traces: Trace[] };
  expect(session.traces.map(previews)).toEqual(expected.slice(0, 3));
  expect(await at.get("/api/projects/default/traces?from=0")).toEqual(list);
  const bare = (await at.get(`/api/projects/default/traces/${own}?content=none`)) as { trace: Trace };
  expect(previews(bare.trace)).toEqual([null, null]);
});

test("what was shown of a trace is looked for again when one who speaks in it says something else", async () => {
  const traceId = "e".repeat(32);
  const shown = async () => {
    const list = (await at.get("/api/projects/default/traces?from=0")) as { items: Trace[] };
    return list.items.filter((trace) => trace.traceId === traceId).map(previews);
  };
  const send = (...spans: ReturnType<typeof call>[]) =>
    at.send("traces", encodeJson("traces", Buffer.from(JSON.stringify(jsonTraces(...spans)))).body);
  const start = Date.now();
  await send(call(traceId, 1, "how late is it?", "", start), call(traceId, 2, "", "noon", start));
  expect(await shown()).toEqual([["how late is it?", "noon"]]);
  await send(call(traceId, 1, "how late is it?", "midnight", start));
  expect([await shown(), await shown()]).toEqual([
    [["how late is it?", "midnight"]],
    [["how late is it?", "midnight"]],
  ]);
});
