import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type * as Assistants from "../../test/decorators/assistant.ts";
import { compile, type Decorators } from "../../test/decorators/compile.ts";
import type * as PrivateNames from "../../test/decorators/private-names.ts";
import { listen } from "../../test/listen.ts";
import { setRunning } from "../running.ts";
import { session } from "../sessions/session-teller.ts";
import * as tellers from "./tellers.ts";

let told: ReturnType<typeof listen>;
beforeEach(() => {
  told = listen();
});
afterEach(() => told.stop());

const tree = () => told.heard().map(({ name, parent, attributes }) => [name, parent, attributes["gen_ai.agent.name"]]);

describe.each<Decorators>(["standard", "legacy"])("%s decorators", async (decorators) => {
  const { declare } = await compile<typeof Assistants>("assistant", decorators);
  const declared = () => declare({ ...tellers, session });

  test("leave the class what it is", () => {
    const { Assistant, Base } = declared();
    const made = Assistant.make("x");
    expect([made instanceof Assistant, made instanceof Base, made.constructor === Assistant]).toEqual([
      true,
      true,
      true,
    ]);
    expect([Assistant.name, Assistant.length, Assistant.made]).toEqual(["Assistant", 2, ["x"]]);
    expect([made.answer.name, made.answer.length, made.plan.length, Object.keys(made)]).toEqual([
      "answer",
      1,
      0,
      ["name"],
    ]);
    expect([made.plain(), made.inherited("a"), made.size]).toEqual([42, "A", 1]);
    expect(Object.keys(Assistant.prototype)).toEqual([]);
    expect(tree().filter(([name]) => name !== "size")).toEqual([]);
  });

  test("tell a call of an agent, what happens in it, and what goes in and out", () => {
    const { Assistant } = declared();
    expect(new Assistant("x").answer("why")).toBe("x: 45");
    expect(told.heard()).toEqual([
      {
        name: "execute_tool look_up",
        parent: "answer",
        attributes: {
          "spanwise.kind": "tool",
          "gen_ai.agent.name": "assistant",
          "gen_ai.operation.name": "execute_tool",
          "gen_ai.tool.name": "look_up",
          "gen_ai.tool.type": "function",
          "gen_ai.tool.call.arguments": "why",
          "gen_ai.tool.call.result": "45",
        },
      },
      {
        name: "answer",
        parent: "invoke_agent assistant",
        attributes: {
          "spanwise.kind": "operation",
          "gen_ai.agent.name": "assistant",
          "spanwise.input": "why",
          "spanwise.output": "x: 45",
        },
      },
      {
        name: "invoke_agent assistant",
        attributes: {
          "spanwise.kind": "agent",
          "gen_ai.operation.name": "invoke_agent",
          "gen_ai.agent.name": "assistant",
          "spanwise.input": "why",
          "spanwise.output": "x: 45",
        },
      },
    ]);
  });

  test("keep to one agent across its own methods, also those that nobody marked", async () => {
    const { Assistant } = declared();
    expect(await new Assistant("x").plan("one", "two")).toEqual(["x: 45", "x: 45"]);
    expect(tree()).toEqual([
      ["execute_tool look_up", "answer", "assistant"],
      ["answer", "plan", "assistant"],
      ["execute_tool look_up", "answer", "assistant"],
      ["answer", "plan", "assistant"],
      ["plan", "invoke_agent assistant", "assistant"],
      ["invoke_agent assistant", undefined, "assistant"],
    ]);
  });

  test("tell what goes on or goes wrong in an agent though nothing in it is marked", async () => {
    const { Assistant } = declared();
    const assistant = new Assistant("x");
    assistant.plain();
    expect(await assistant.hidden()).toBe("nothing within");
    expect(() => assistant.fails()).toThrow(new TypeError("no"));
    expect(told.heard().map(({ name, error }) => [name, error])).toEqual([
      ["invoke_agent assistant", undefined],
      ["invoke_agent assistant", "no"],
    ]);
  });

  test("keep the agent through a stream", async () => {
    const { Assistant } = declared();
    const words: string[] = [];
    for await (const word of new Assistant("x").stream()) words.push(word);
    expect(words).toEqual(["a43", "b43"]);
    expect(tree()).toEqual([
      ["execute_tool look_up", "words", "assistant"],
      ["execute_tool look_up", "words", "assistant"],
      ["words", "invoke_agent assistant", "assistant"],
      ["invoke_agent assistant", undefined, "assistant"],
    ]);
  });

  test("tell one agent at work for another, and static methods", async () => {
    const { Assistant, Bare } = declared();
    expect(Assistant.count(["a"])).toBe(1);
    expect(await new Bare().other(new Assistant("x"))).toBe("x: 52");
    expect(tree()).toEqual([
      ["count", "invoke_agent assistant", "assistant"],
      ["invoke_agent assistant", undefined, "assistant"],
      ["execute_tool look_up", "answer", "assistant"],
      ["answer", "invoke_agent assistant", "assistant"],
      ["invoke_agent assistant", "invoke_agent other", "assistant"],
      ["invoke_agent other", "invoke_agent Bare", "other"],
      ["invoke_agent Bare", undefined, "Bare"],
    ]);
  });

  test("make each call of a method a session", async () => {
    const { Assistant, Talks } = declared();
    await new Talks().talk(new Assistant("x"));
    const ids = new Set(told.heard().map(({ attributes }) => attributes["session.id"]));
    expect(ids.size).toBe(1);
    expect(told.heard().at(-1)).toEqual({
      name: "session",
      attributes: { "spanwise.kind": "session", "session.id": [...ids][0], "user.id": "u-1", "spanwise.tags": ["t"] },
    });
  });

  test("make each call of a class from outside a session, and the calls within it none of their own", async () => {
    const { Assistant, Conversation } = declared();
    await new Conversation().begin(new Assistant("x"));
    expect(new Set(told.heard().map(({ attributes }) => attributes["session.id"])).size).toBe(1);
    expect(told.heard().filter(({ name }) => name === "session")).toHaveLength(1);
  });

  test("keep an agent through a generator that nobody marked", () => {
    const { Reader } = declared();
    expect([...new Reader().read()]).toEqual(["a", "b"]);
    expect(tree()).toEqual([
      ["execute_tool take", "invoke_agent reader", "reader"],
      ["execute_tool take", "invoke_agent reader", "reader"],
      ["invoke_agent reader", undefined, "reader"],
    ]);
  });

  test("are nothing while the SDK does not run", () => {
    const { Assistant } = declared();
    setRunning(undefined);
    expect(new Assistant("x").answer("why")).toBe("x: 45");
    expect(told.heard()).toEqual([]);
  });
});

test("private methods and fields that hold functions are told by their names", async () => {
  const { declare } = await compile<typeof PrivateNames>("private-names", "standard");
  expect(new (declare(tellers))().run(4)).toBe(24);
  expect(told.heard().map(({ name, attributes }) => [name, attributes["spanwise.output"]])).toEqual([
    ["twice", "8"],
    ["half", "2"],
    ["execute_tool arrow", undefined],
    ["held", "8"],
  ]);
});

test("a field under Babel's legacy decorators holds a function that is told, and anything else as it is", () => {
  const field = (value: unknown) => {
    const descriptor = { configurable: true, initializer: () => value } as PropertyDescriptor;
    const decorated = tellers.task({}, "run", descriptor) as PropertyDescriptor & { initializer(): unknown };
    return decorated.initializer();
  };
  expect([(field(() => 1) as () => number)(), field(2)]).toEqual([1, 2]);
  expect(told.heard().map(({ name }) => name)).toEqual(["run"]);
});
