import type { Place } from "./place.ts";
import type { Snippet, Way } from "./way.ts";
import { exported, otlpVariables } from "./written.ts";

const exporter = "opentelemetry-sdk opentelemetry-exporter-otlp-proto-http";

const install = (place: Place, packages: string, more: Readonly<Record<string, string>> = {}): Snippet => ({
  title: "In your shell",
  language: "sh",
  text: `pip install ${packages}\n${exported({ OTEL_SERVICE_NAME: "my-agent", ...otlpVariables(place), ...more })}`,
});

const provider = `from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

provider = TracerProvider()
provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
trace.set_tracer_provider(provider)`;

const program = (text: string): Snippet => ({ title: "In your program, first of all", language: "python", text });

interface Instrumented {
  readonly id: string;
  readonly name: string;
  readonly words: string;
  /** The last word of the module and of the package. */
  readonly module: string;
  readonly instrumentor: string;
}

/** Watched by an instrumentation of OpenInference. */
const byOpenInference = ({ module, instrumentor, ...known }: Instrumented): Way => ({
  ...known,
  group: "python",
  words: `${known.words} openinference`,
  about: "Its calls by OpenInference's instrumentation, which tells what was said too.",
  snippets: (place) => [
    install(place, `${exporter} openinference-instrumentation-${module.replaceAll("_", "-")}`),
    program(`${provider}

from openinference.instrumentation.${module} import ${instrumentor}

${instrumentor}().instrument()`),
  ],
});

export const pythonWays: readonly Way[] = [
  {
    id: "python",
    name: "Any Python program",
    group: "python",
    words: "opentelemetry span tracer",
    about: "OpenTelemetry as it is meant to be set up. Whatever makes spans then sends them here.",
    snippets: (place) => [
      install(place, exporter),
      program(`${provider}

tracer = trace.get_tracer("my-agent")
with tracer.start_as_current_span("invoke_agent planner") as span:
    span.set_attribute("gen_ai.operation.name", "invoke_agent")
    span.set_attribute("session.id", "conversation-1")

provider.shutdown()  # sends what is left`),
    ],
  },
  byOpenInference({
    id: "openai-python",
    name: "OpenAI",
    words: "gpt chat completions responses",
    module: "openai",
    instrumentor: "OpenAIInstrumentor",
  }),
  byOpenInference({
    id: "anthropic-python",
    name: "Anthropic",
    words: "claude messages",
    module: "anthropic",
    instrumentor: "AnthropicInstrumentor",
  }),
  byOpenInference({
    id: "langchain-python",
    name: "LangChain and LangGraph",
    words: "langchain langgraph",
    module: "langchain",
    instrumentor: "LangChainInstrumentor",
  }),
  byOpenInference({
    id: "openai-agents-python",
    name: "OpenAI Agents",
    words: "agents sdk handoff",
    module: "openai_agents",
    instrumentor: "OpenAIAgentsInstrumentor",
  }),
  {
    id: "pydantic-ai",
    name: "Pydantic AI and Logfire",
    group: "python",
    words: "pydantic logfire",
    about: "Logfire sends to the variable's address; nothing goes to its makers. Spans show while they run.",
    snippets: (place) => [
      install(place, "logfire"),
      program(`import logfire

logfire.configure(send_to_logfire=False)
logfire.instrument_pydantic_ai()`),
    ],
  },
  byOpenInference({
    id: "crewai",
    name: "CrewAI",
    words: "crew task kickoff",
    module: "crewai",
    instrumentor: "CrewAIInstrumentor",
  }),
  {
    id: "google-adk-python",
    name: "Google ADK",
    group: "python",
    words: "gemini google agent development kit",
    about: "It makes spans by itself; they need somewhere to go.",
    snippets: (place) => [install(place, exporter), program(provider)],
  },
  byOpenInference({
    id: "llamaindex-python",
    name: "LlamaIndex",
    words: "llama index",
    module: "llama_index",
    instrumentor: "LlamaIndexInstrumentor",
  }),
  {
    id: "agent-framework",
    name: "Microsoft Agent Framework",
    group: "python",
    words: "microsoft azure semantic kernel autogen",
    about: "It sets itself up by the variables.",
    snippets: (place) => [
      install(place, "agent-framework-core opentelemetry-exporter-otlp-proto-http"),
      program(`from agent_framework.observability import configure_otel_providers

configure_otel_providers(enable_sensitive_data=True)  # what was said, too`),
    ],
  },
  {
    id: "strands-python",
    name: "Strands Agents",
    group: "python",
    words: "aws strands",
    about: "It sets itself up by the variables.",
    snippets: (place) => [
      install(place, "'strands-agents[otel]'"),
      program(`from strands import Agent
from strands.telemetry import StrandsTelemetry

StrandsTelemetry().setup_otlp_exporter()
agent = Agent(trace_attributes={"session.id": "conversation-1", "user.id": "user-42"})`),
    ],
  },
  byOpenInference({
    id: "smolagents",
    name: "smolagents",
    words: "hugging face",
    module: "smolagents",
    instrumentor: "SmolagentsInstrumentor",
  }),
  {
    id: "livekit",
    name: "LiveKit Agents",
    group: "python",
    words: "voice realtime",
    about: "It makes spans by itself; it is handed the provider.",
    snippets: (place) => [
      install(place, exporter),
      program(`${provider}

from livekit.agents.telemetry import set_tracer_provider

set_tracer_provider(provider)`),
    ],
  },
  {
    id: "opentelemetry-openai-python",
    name: "OpenAI, by OpenTelemetry's own instrumentation",
    group: "python",
    words: "openai openai_v2 semantic conventions",
    about: "The official instrumentation. What was said it tells only when asked to.",
    snippets: (place) => [
      install(place, `${exporter} opentelemetry-instrumentation-openai-v2`, {
        OTEL_SEMCONV_STABILITY_OPT_IN: "gen_ai_latest_experimental",
        OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT: "SPAN_AND_EVENT",
      }),
      program(`${provider}

from opentelemetry.instrumentation.openai_v2 import OpenAIInstrumentor

OpenAIInstrumentor().instrument()`),
    ],
  },
];
