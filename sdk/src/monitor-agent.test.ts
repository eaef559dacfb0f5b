import { expect, test } from "vitest";
import { recording } from "../test/recording.ts";
import { monitorAgent } from "./monitor-agent.ts";

test("each call of an agent is a trace, and the agent stays the object it is", async () => {
  const { spans } = recording();
  class Planner {
    readonly name = "planner";
    async run(question: string) {
      return { text: `re: ${question}` };
    }
  }
  const planner = new Planner();
  expect(monitorAgent(planner)).toBe(planner);
  expect(Object.keys(planner)).toEqual(["name"]);
  expect(await planner.run("why?")).toEqual({ text: "re: why?" });
  expect(spans()).toEqual([
    {
      name: "invoke_agent planner",
      attributes: {
        "spanwise.kind": "agent",
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.agent.name": "planner",
        "spanwise.input": "why?",
        "spanwise.output": "re: why?",
      },
    },
  ]);
});

test("a method that is made of another of the same agent is one call", async () => {
  const { names } = recording();
  const agent = monitorAgent({
    name: "graph",
    async invoke(input: string): Promise<string> {
      let last = "";
      for await (const chunk of this.stream(input)) last = chunk;
      return last;
    },
    async *stream(input: string) {
      yield `${input}!`;
    },
  });
  expect(await agent.invoke("hi")).toBe("hi!");
  expect(names()).toEqual(["invoke_agent graph"]);
  for await (const _ of agent.stream("again"));
  expect(names()).toEqual(["invoke_agent graph", "invoke_agent graph"]);
});

test("an error is the host's own, and says why the trace failed", async () => {
  const { spans } = recording();
  const error = new TypeError("no");
  const agent = monitorAgent({
    name: "failing",
    async generate() {
      throw error;
    },
  });
  await expect(agent.generate()).rejects.toBe(error);
  expect(spans().map(({ attributes }) => attributes["error.type"])).toEqual(["TypeError"]);
});

test("a stream that is broken off ends the trace", async () => {
  const { spans } = recording();
  const agent = monitorAgent({
    name: "streaming",
    async stream() {
      return ReadableStream.from(["a", "b", "c"]);
    },
  });
  for await (const _ of await agent.stream()) break;
  expect(spans().map(({ attributes }) => [attributes["spanwise.interrupted"], attributes["spanwise.output"]])).toEqual([
    [true, "a"],
  ]);
});

test("a run says whose session it is", async () => {
  const { spans } = recording();
  const runner = monitorAgent({
    appName: "weather",
    async *runAsync(_: { userId: string; sessionId: string; newMessage: object }) {
      yield { text: "18 degrees" };
    },
  });
  const newMessage = { role: "user", parts: [{ text: "hi" }] };
  for await (const _ of runner.runAsync({ userId: "u-1", sessionId: "s-1", newMessage }));
  expect(spans()[0]?.attributes).toMatchObject({
    "gen_ai.agent.name": "weather",
    "gen_ai.conversation.id": "s-1",
    "user.id": "u-1",
    "spanwise.input": JSON.stringify(newMessage),
  });
});

test("one that is frozen is stood in for", async () => {
  const { names } = recording();
  class Frozen {
    readonly name = "frozen";
    async run() {
      return this.name;
    }
  }
  const agent = Object.freeze(new Frozen());
  const monitored = monitorAgent(agent);
  expect(monitored).toBeInstanceOf(Frozen);
  expect(await monitored.run()).toBe("frozen");
  expect(names()).toEqual(["invoke_agent frozen"]);
});

test("a function is an agent too", async () => {
  const { names } = recording();
  const ask = monitorAgent(async function assistant(question: string) {
    return question.length;
  });
  expect(await ask("four")).toBe(4);
  expect(names()).toEqual(["invoke_agent assistant"]);
});
