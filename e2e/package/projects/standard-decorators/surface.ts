/** Every public name, as an author uses it. It is checked, and not run. */
import "@spanwise/sdk/register";
import {
  agent,
  type Decorator,
  type Diagnosis,
  doctor,
  endSession,
  flush,
  init,
  instrument,
  type LlmRecord,
  monitorAgent,
  type Options,
  operation,
  type ReceivedMessage,
  type Redactor,
  recordError,
  recordEvent,
  recordLlm,
  recordTool,
  type Scope,
  type ScoreDetails,
  type SessionEnd,
  type SessionFacts,
  type SessionHandle,
  type SessionOptions,
  type SessionTeller,
  type SpanLimits,
  type SpanOptions,
  type Spanwise,
  type Status,
  score,
  session,
  startSession,
  type Teller,
  type ToolRecord,
  task,
  tool,
  version,
  waitUntil,
  workflow,
} from "@spanwise/sdk";
import {
  type AgentOps,
  type BotConfig,
  BotRuntime,
  type EndOptions,
  estimateCost,
  getAgentOps,
  type Price,
  prices,
  type StartOptions,
  type TrackedCost,
  type TrackedError,
  type TrackedTool,
} from "@spanwise/sdk/agentops";

const redact: Redactor = (text) => text.replaceAll(/\d/g, "#");
const spanLimits: SpanLimits = { attributeCount: 64 };
const options: Options = { serviceName: "support", tags: ["production"], content: redact, spanLimits };
const spanwise: Spanwise = init(options);
const status: Status = spanwise.status();
const diagnosis: Promise<Diagnosis> = doctor(options);

const facts: SessionFacts = { userId: "user-7", platform: "web", metadata: { plan: "free" } };
const sessionOptions: SessionOptions = { ...facts, id: "s-1" };
const handle: SessionHandle = startSession(sessionOptions);
const message: ReceivedMessage = { text: "hello", from: "user-8" };
const ending: SessionEnd = { success: true };
const ran: number = handle.run(() => 1);
handle.message(message);
handle.event("clicked", { button: "yes" });
handle.error(new Error("no"), { attempt: 2 });
handle.end(ending);
endSession("s-1", ending);
const inSession: Promise<string> = session(sessionOptions, async () => "answer");
const alone: string = session(() => "answer");

const spanOptions: SpanOptions = { name: "search", captureOutput: false };
const search: (query: string) => Promise<string[]> = tool(spanOptions, async (query: string) => [query]);
const words = operation("words", async function* (text: string) {
  yield* text.split(" ");
});
const iterated: AsyncGenerator<string, void, unknown> = words("a b");

@agent({ name: "assistant" })
class Assistant {
  @operation answer(question: string): string {
    return question;
  }
  @task("plan") static plan(): number {
    return 1;
  }
  @workflow async all(): Promise<void> {
    await search("all");
  }
  @tool({ name: "look_up" }) private lookUp(word: string): string {
    return word;
  }
  both(word: string): string {
    return this.lookUp(word);
  }
}
const assistant: Assistant = new Assistant();
const answered: string = assistant.answer("?") + assistant.both("!");

function scoped(): number {
  using step: Scope = task.span("step", { tags: ["t"] });
  step.setInput({ question: "?" });
  step.setAttribute("app.step", 1);
  const result = step.run(() => 1);
  step.setOutput(result);
  return result;
}

const llm: LlmRecord = { model: "house", provider: "own", usage: { input: 1, output: 2 }, cost: 0.5, duration: 20 };
const ranTool: ToolRecord = { name: "search", arguments: { q: 1 }, result: [], duration: 5 };
const details: ScoreDetails = { label: "pass", explanation: "because" };
recordLlm(llm);
recordTool(ranTool);
recordError(new TypeError("no"), { attempt: 1 });
recordEvent("cache_miss", { key: "k" });
score("relevance", 0.9, details);

class Client {
  readonly chat = 1;
}
const client: Client = instrument(monitorAgent(new Client(), "key"));
const sent: Promise<void>[] = [flush(1000), waitUntil(Promise.resolve(1)), spanwise.flush(), spanwise.shutdown()];
const tellers: readonly Teller[] = [agent, workflow, task, operation, tool];
const decorator: Decorator = tool("named");
const sessions: SessionTeller = session;

const agentOps: AgentOps = getAgentOps();
const start: StartOptions = { botName: "b", botType: "agent", tags: [] };
const tracked: TrackedTool = { tool: "t", args: {}, result: 1, duration: 3, timestamp: Date.now() };
const cost: TrackedCost = { provider: "own", model: "house", inputTokens: 1, outputTokens: 1, cost: 0.1 };
const failure: TrackedError = { error: new Error("no"), context: { at: "start" } };
const end: EndOptions = { success: false };
async function bot(): Promise<string> {
  const id: string = await agentOps.startSession(start);
  await agentOps.trackToolExecution(id, tracked);
  await agentOps.trackCost(id, cost);
  await agentOps.trackError(id, failure);
  await agentOps.trackEvent(id, "event", {});
  await agentOps.endSession(id, end);
  const config: BotConfig<string> = { name: "bot", handler: (text) => text };
  const runtime: BotRuntime = new BotRuntime(config);
  await runtime.startSession("user-7", "web");
  return await runtime.processMessage("hello");
}
const price: Price = { input: 1, output: 2 };
prices.set("house", price);
const estimated: number | undefined = estimateCost("house", 1, 2);

export const all = {
  agentOps,
  alone,
  answered,
  bot,
  client,
  decorator,
  diagnosis,
  estimated,
  inSession,
  iterated,
  ran,
  scoped,
  sent,
  sessions,
  status,
  tellers,
  version: version as string,
};
