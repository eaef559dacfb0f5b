import { context } from "@opentelemetry/api";
import { afterEach, beforeEach, expect, expectTypeOf, test } from "vitest";
import { listen } from "../../test/listen.ts";
import { startToolCall } from "../record/tool-call.ts";
import { setRunning } from "../running.ts";
import { agent, operation, task, tool, workflow } from "./tellers.ts";

let told: ReturnType<typeof listen>;
beforeEach(() => {
  told = listen();
});
afterEach(() => told.stop());

test("a wrapped function tells its name, its input and its output, and stays the function that it was", async () => {
  async function search(this: unknown, query: string, limit = 10) {
    return [this, query, limit];
  }
  const wrapped = tool("web_search", Object.assign(search, { extra: 1 }));
  expect([wrapped.name, wrapped.length, wrapped.extra, wrapped instanceof Function]).toEqual(["search", 1, 1, true]);
  expect(await wrapped.call("self", "otel")).toEqual(["self", "otel", 10]);
  expect(told.heard()).toEqual([
    {
      name: "execute_tool web_search",
      attributes: {
        "spanwise.kind": "tool",
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "web_search",
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": "otel",
        "gen_ai.tool.call.result": '["self","otel",10]',
      },
    },
  ]);
  expect(told.tools).toEqual([{ "gen_ai.tool.name": "web_search" }]);
  expect(told.lines).toEqual([]);
});

test("overloads and generics keep their types", () => {
  function first(value: string): string;
  function first(value: number): number;
  function first(value: unknown): unknown {
    return value;
  }
  expectTypeOf(operation(first)).toEqualTypeOf(first);
  const same = <Value>(value: Value) => value;
  const kept: typeof same = task({ name: "x" }, same);
  expectTypeOf(kept("a" as const)).toEqualTypeOf<"a">();
});

test("each kind says what it is, what is within hangs below, and all of it is the agent's", () => {
  const inner = tool("look", (place: string) => place.length);
  const middle = task("step", () => inner("there"));
  const outer = workflow({ name: "plan", tags: ["a"], attributes: { "app.x": 1 } }, () => middle());
  expect(agent("planner", (goal: string) => outer() + goal.length)("go")).toBe(7);
  expect(told.heard()).toEqual([
    {
      name: "execute_tool look",
      parent: "step",
      attributes: {
        "spanwise.kind": "tool",
        "gen_ai.agent.name": "planner",
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "look",
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.arguments": "there",
        "gen_ai.tool.call.result": "5",
      },
    },
    {
      name: "step",
      parent: "invoke_workflow plan",
      attributes: { "spanwise.kind": "task", "gen_ai.agent.name": "planner", "spanwise.output": "5" },
    },
    {
      name: "invoke_workflow plan",
      parent: "invoke_agent planner",
      attributes: {
        "spanwise.kind": "workflow",
        "gen_ai.agent.name": "planner",
        "gen_ai.operation.name": "invoke_workflow",
        "gen_ai.workflow.name": "plan",
        "spanwise.tags": ["a"],
        "app.x": 1,
        "spanwise.output": "5",
      },
    },
    {
      name: "invoke_agent planner",
      attributes: {
        "spanwise.kind": "agent",
        "gen_ai.agent.name": "planner",
        "gen_ai.operation.name": "invoke_agent",
        "spanwise.input": "go",
        "spanwise.output": "7",
      },
    },
  ]);
});

test("a class is told as by the decorator", async () => {
  class Assistant {
    async answer(question: string) {
      return question.length;
    }
  }
  expect(agent("helper", Assistant)).toBe(Assistant);
  expect(await new Assistant().answer("why")).toBe(3);
  expect(told.heard().map(({ name }) => name)).toEqual(["invoke_agent helper"]);
});

test("a tool that is told by two layers is one span", async () => {
  const weather = tool("weather", async (city: string) => `fine in ${city}`);
  const call = startToolCall({ name: "weather", callId: "c1" });
  const answer = await context.with(call?.context ?? context.active(), () => weather("Bern"));
  call?.end(answer);
  const outer = tool("weather", () => {
    const inner = startToolCall({ name: "weather", callId: "c2", arguments: { city: "Bern" } });
    inner?.end("fine");
    return "and more";
  });
  expect([answer, outer()]).toEqual(["fine in Bern", "and more"]);
  await tool("other", () => weather("Rome"))();
  const seen = told.heard().map(({ name, attributes }) => {
    const of = (key: string) => attributes[`gen_ai.tool.call.${key}`];
    return [name, of("id"), of("arguments"), of("result")];
  });
  expect(seen).toEqual([
    ["execute_tool weather", "c1", "Bern", "fine in Bern"],
    ["execute_tool weather", "c2", '{"city":"Bern"}', "and more"],
    ["execute_tool weather", undefined, "Rome", "fine in Rome"],
    ["execute_tool other", undefined, undefined, "fine in Rome"],
  ]);
});

test("an error is recorded where it came from, fails all that it passes through, and is the same error after", async () => {
  const wrong = new TypeError("no");
  const inner = operation("inner", async () => {
    throw wrong;
  });
  const outer = operation("outer", () => inner());
  await expect(outer()).rejects.toBe(wrong);
  expect(told.heard()).toEqual([
    {
      name: "inner",
      parent: "outer",
      attributes: { "spanwise.kind": "operation", "error.type": "TypeError" },
      error: "no",
      exceptions: 1,
    },
    {
      name: "outer",
      attributes: { "spanwise.kind": "operation", "error.type": "TypeError" },
      error: "no",
      exceptions: 0,
    },
  ]);
});

test("a rejection that nobody handles is still one", async () => {
  const unhandled: unknown[] = [];
  const listeners = process.listeners("unhandledRejection");
  process.removeAllListeners("unhandledRejection");
  process.on("unhandledRejection", (reason) => void unhandled.push(reason));
  operation(async () => Promise.reject("lost"))();
  await new Promise((resolve) => setTimeout(resolve, 5));
  process.removeAllListeners("unhandledRejection");
  for (const listener of listeners) process.on("unhandledRejection", listener);
  expect(unhandled).toEqual(["lost"]);
});

test("a promise that is more than one stays the object that it is", async () => {
  class Answer extends Promise<number> {
    readonly usage = 3;
  }
  const answer = new Answer((resolve) => resolve(1));
  expect(operation("plain", () => answer)()).toBe(answer);
  expect(await answer).toBe(1);

  let asked = 0;
  class Lazy extends Promise<unknown> {
    // biome-ignore lint/suspicious/noThenProperty: as the clients of model providers have it.
    override then<A = unknown, B = never>(
      onValue?: ((value: unknown) => A | PromiseLike<A>) | null,
      onError?: ((error: unknown) => B | PromiseLike<B>) | null,
    ): Promise<A | B> {
      asked += 1;
      return Promise.resolve<unknown>("parsed").then(onValue, onError);
    }
  }
  const lazy = new Lazy((resolve) => resolve(null));
  expect(operation("lazy", () => lazy)()).toBe(lazy);
  expect(asked).toBe(0);
  expect(told.heard()).toHaveLength(1);
  expect(await lazy).toBe("parsed");
  expect([asked, Object.keys(lazy)]).toEqual([1, []]);
  expect(told.heard().map(({ name, attributes }) => [name, attributes["spanwise.output"]])).toEqual([
    ["plain", "1"],
    ["lazy", "parsed"],
  ]);
});

test("promises are watched though somebody has patched them all", async () => {
  const own = Promise.prototype.then;
  try {
    // biome-ignore lint/suspicious/noThenProperty: as tools that follow what is asynchronous do it.
    // biome-ignore lint/suspicious/noExplicitAny: whatever it is given.
    Promise.prototype.then = function (...given: any[]): any {
      return Reflect.apply(own, this, given);
    };
    expect(await operation("patched", async () => 1)()).toBe(1);
  } finally {
    // biome-ignore lint/suspicious/noThenProperty: back to what it was.
    Promise.prototype.then = own;
  }
  expect(told.heard()).toHaveLength(1);
});

test("what is only like a promise is given back as it is, and not asked", () => {
  let asked = 0;
  const query = {
    // biome-ignore lint/suspicious/noThenProperty: as query builders have it.
    then() {
      asked += 1;
    },
  };
  expect(operation("query", () => query)()).toBe(query);
  expect(asked).toBe(0);
  expect(told.heard()).toEqual([{ name: "query", attributes: { "spanwise.kind": "operation" } }]);
});

test("what is yet to be read is not looked into", async () => {
  const { body } = new Response("x");
  expect(await operation("stream", async () => body)()).toBe(body);
  const answer = operation("response", () => new Response("y"))();
  expect(await answer.text()).toBe("y");
  expect(told.heard().map(({ attributes }) => attributes)).toEqual([
    { "spanwise.kind": "operation" },
    { "spanwise.kind": "operation" },
  ]);
});

test("a generator keeps its context at each step and tells what came out of it", () => {
  const note = operation("note", (word: string) => word);
  const count = operation("count", function* (upTo: number) {
    for (let at = 1; at <= upTo; at += 1) {
      note(String(at));
      yield `${at} `;
    }
    return "done";
  });
  const going = count(2);
  expect(told.heard()).toEqual([]);
  const outside: string[] = [];
  for (const word of going) {
    note("outside");
    outside.push(word);
  }
  expect([outside, Object.getPrototypeOf(Object.getPrototypeOf(going)) !== null]).toEqual([["1 ", "2 "], true]);
  expect(told.heard().map(({ name, parent, attributes }) => [name, parent, attributes["spanwise.output"]])).toEqual([
    ["note", "count", "1"],
    ["note", undefined, "outside"],
    ["note", "count", "2"],
    ["note", undefined, "outside"],
    ["count", undefined, "1 2 "],
  ]);
});

test("an async generator that is broken off ends, with what came so far and marked interrupted", async () => {
  const inner = task("inner", async () => 1);
  const stream = agent("writer", async function* () {
    for (const word of ["a", "b", "c"]) {
      await inner();
      yield word;
    }
  });
  for await (const word of stream()) if (word === "b") break;
  expect(told.heard().map(({ name, parent }) => [name, parent])).toEqual([
    ["inner", "invoke_agent writer"],
    ["inner", "invoke_agent writer"],
    ["invoke_agent writer", undefined],
  ]);
  expect(told.heard()[2]?.attributes).toEqual({
    "spanwise.kind": "agent",
    "gen_ai.operation.name": "invoke_agent",
    "gen_ai.agent.name": "writer",
    "spanwise.output": "ab",
    "spanwise.interrupted": true,
  });
});

test("an error within a generator, and one thrown into it, reach the host as they are", async () => {
  const wrong = new Error("stop");
  const stream = operation("stream", async function* () {
    yield 1;
    throw wrong;
  });
  const going = stream();
  expect(await going.next()).toEqual({ value: 1, done: false });
  await expect(going.next()).rejects.toBe(wrong);
  expect(await going.next()).toEqual({ value: undefined, done: true });
  const thrown = operation("thrown", function* () {
    yield 1;
  })();
  thrown.next();
  expect(() => thrown.throw(wrong)).toThrow(wrong);
  expect(told.heard().map(({ name, error }) => [name, error])).toEqual([
    ["stream", "stop"],
    ["thrown", "stop"],
  ]);
});

test("a generator that nobody reads tells nothing, and one that nobody reads on ends when it is gone", async () => {
  const stream = operation("stream", function* () {
    yield 1;
    yield 2;
  });
  stream();
  stream().return(undefined);
  (() => stream().next())();
  const { setFlagsFromString } = await import("node:v8");
  setFlagsFromString("--expose-gc");
  const { runInNewContext } = await import("node:vm");
  const collect = runInNewContext("gc") as () => void;
  for (let turn = 0; turn < 50 && told.heard().length === 0; turn += 1) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(told.heard()).toEqual([
    { name: "stream", attributes: { "spanwise.kind": "operation", "spanwise.interrupted": true } },
  ]);
});

test("a scope is a span in one's hands", async () => {
  {
    using span = tool.span("search");
    span.setInput({ query: "otel" });
    span.run(() => operation("inside", () => 1)());
    span.setOutput("found");
    span.setAttribute("app.x", 1);
  }
  {
    await using span = task.span("failing");
    span.fail(new RangeError("far"));
    span.setOutput("late");
  }
  expect(told.heard().map(({ name, parent, error }) => [name, parent, error])).toEqual([
    ["inside", "execute_tool search", undefined],
    ["execute_tool search", undefined, undefined],
    ["failing", undefined, "far"],
  ]);
  expect(told.heard()[1]?.attributes).toEqual({
    "spanwise.kind": "tool",
    "gen_ai.operation.name": "execute_tool",
    "gen_ai.tool.name": "search",
    "gen_ai.tool.type": "function",
    "gen_ai.tool.call.arguments": '{"query":"otel"}',
    "gen_ai.tool.call.result": "found",
    "app.x": 1,
  });
});

test("what is not to be captured is not", () => {
  operation({ name: "quiet", captureInput: false, captureOutput: false }, (secret: string) => secret)("s");
  expect(told.heard()).toEqual([{ name: "quiet", attributes: { "spanwise.kind": "operation" } }]);
});

test("a failure of ours is said, and the host's call goes on", () => {
  told.stop();
  told = listen({
    content: {
      isOn: true,
      textOf() {
        throw new Error("ours");
      },
    },
  });
  expect(operation("fine", (value: number) => value + 1)(1)).toBe(2);
  expect(told.lines).not.toEqual([]);
  expect(told.heard()).toEqual([{ name: "fine", attributes: { "spanwise.kind": "operation" } }]);
});

test("when the SDK does not run, the host's function is called and nothing else", () => {
  const wrapped = operation("off", () => new Error().stack?.split("\n").length);
  setRunning(undefined);
  expect(wrapped()).toBeTypeOf("number");
  using span = tool.span("off");
  expect(span.run(() => 1)).toBe(1);
  expect(told.heard()).toEqual([]);
});
