import type { Place } from "./place.ts";
import type { Snippet, Way } from "./way.ts";
import { exported, otlpVariables, quoted } from "./written.ts";

/** They want one, where none is asked for too. */
const keyOf = ({ key }: Place) => key ?? "local";

export const insteadWays: readonly Way[] = [
  {
    id: "langfuse",
    name: "Langfuse SDK",
    group: "instead",
    words: "langfuse observe python typescript",
    about: "The same program, another address. It sends to a path of its own, which the receiver is told to take.",
    snippets: (place) => [
      ...(place.otlpPrefix === langfusePath
        ? []
        : [{ title: "Start Spanwise so", language: "sh", text: `OTLP_PREFIX=${langfusePath} npm start` } as const]),
      {
        title: "Where your program runs",
        language: "sh",
        text: exported({
          LANGFUSE_BASE_URL: place.address,
          LANGFUSE_PUBLIC_KEY: "local",
          LANGFUSE_SECRET_KEY: keyOf(place),
        }),
      },
      {
        title: "In Python, it may be told so too",
        language: "python",
        text: `from langfuse import Langfuse

langfuse = Langfuse(base_url=${quoted(place.address)}, public_key="local", secret_key=${quoted(keyOf(place))})`,
      },
      {
        title: "In TypeScript",
        language: "ts",
        text: `import { LangfuseSpanProcessor } from "@langfuse/otel";
import { NodeSDK } from "@opentelemetry/sdk-node";

const processor = new LangfuseSpanProcessor({
  baseUrl: ${quoted(place.address)},
  publicKey: "local",
  secretKey: ${quoted(keyOf(place))},
});
const sdk = new NodeSDK({ spanProcessors: [processor] });
sdk.start();`,
      },
    ],
  },
  {
    id: "langsmith",
    name: "LangSmith SDK",
    group: "instead",
    words: "langsmith langchain traceable",
    about: "Its OpenTelemetry exporter for TypeScript. Set the variables before it is imported: it reads them then.",
    snippets: (place) => [
      {
        title: "Where your program runs",
        language: "sh",
        text: exported({
          LANGSMITH_TRACING: "true",
          LANGSMITH_OTEL_ENABLED: "true",
          LANGSMITH_OTEL_ONLY: "true",
          LANGSMITH_API_KEY: keyOf(place),
          OTEL_EXPORTER_OTLP_ENDPOINT: `${place.address}/v1/traces`,
        }),
      },
      {
        title: "In your program",
        language: "ts",
        text: `import { initializeOTEL } from "langsmith/experimental/otel/setup";

const { DEFAULT_LANGSMITH_SPAN_PROCESSOR } = initializeOTEL();
// Before the end
await DEFAULT_LANGSMITH_SPAN_PROCESSOR.shutdown();`,
      },
    ],
  },
  {
    id: "openllmetry",
    name: "OpenLLMetry and Traceloop",
    group: "instead",
    words: "traceloop openllmetry python typescript",
    about: "The same program, another address.",
    snippets: (place) => [
      {
        title: "Where your program runs",
        language: "sh",
        text: exported({ TRACELOOP_BASE_URL: place.address, TRACELOOP_API_KEY: keyOf(place) }),
      },
      {
        title: "In TypeScript",
        language: "ts",
        text: `import * as traceloop from "@traceloop/node-server-sdk";
import OpenAI from "openai";

traceloop.initialize({
  appName: "my-agent",
  baseUrl: ${quoted(place.address)},
  apiKey: ${quoted(keyOf(place))},
  traceloopSyncEnabled: false,
  instrumentModules: { openAI: OpenAI },
});`,
      },
      {
        title: "In Python",
        language: "python",
        text: `from traceloop.sdk import Traceloop

Traceloop.init(app_name="my-agent", api_endpoint=${quoted(place.address)}, api_key=${quoted(keyOf(place))})`,
      },
    ],
  },
  {
    id: "laminar",
    name: "Laminar",
    group: "instead",
    words: "lmnr laminar observe",
    about: "The same program, another address.",
    snippets: (place) => [laminar(place)],
  },
  {
    id: "openlit",
    name: "OpenLIT",
    group: "instead",
    words: "openlit",
    about: "The same program, another address.",
    snippets: (place) => [
      { title: "Where your program runs", language: "sh", text: exported(otlpVariables(place)) },
      {
        title: "In TypeScript",
        language: "ts",
        text: `import openlit from "openlit";

openlit.init({ applicationName: "my-agent", otlpEndpoint: ${quoted(place.address)} });`,
      },
      {
        title: "In Python",
        language: "python",
        text: `import openlit

openlit.init(otlp_endpoint=${quoted(place.address)})`,
      },
    ],
  },
  {
    id: "mlflow",
    name: "MLflow",
    group: "instead",
    words: "mlflow databricks autolog python",
    about: "Its traces go where the variables say.",
    snippets: (place) => {
      const { OTEL_EXPORTER_OTLP_PROTOCOL, OTEL_EXPORTER_OTLP_HEADERS } = otlpVariables(place);
      return [
        {
          title: "In your shell",
          language: "sh",
          text: `pip install mlflow opentelemetry-exporter-otlp
${exported({
  OTEL_SERVICE_NAME: "my-agent",
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${place.address}/v1/traces`,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: OTEL_EXPORTER_OTLP_PROTOCOL,
  OTEL_EXPORTER_OTLP_TRACES_HEADERS: OTEL_EXPORTER_OTLP_HEADERS,
})}`,
        },
        { title: "In your program", language: "python", text: "import mlflow\n\nmlflow.openai.autolog()" },
      ];
    },
  },
];

const langfusePath = "/api/public/otel";

function laminar(place: Place): Snippet {
  const { protocol, hostname, port } = new URL(place.address);
  const usualPort = protocol === "https:" ? 443 : 80;
  return {
    title: "In your program",
    language: "ts",
    text: `import { Laminar } from "@lmnr-ai/lmnr";
import OpenAI from "openai";

Laminar.initialize({
  projectApiKey: ${quoted(keyOf(place))},
  baseUrl: ${quoted(`${protocol}//${hostname}`)},
  httpPort: ${port === "" ? usualPort : port},
  forceHttp: true,
  instrumentModules: { openAI: OpenAI },
});`,
  };
}
