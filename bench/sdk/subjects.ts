import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

/** What is measured: how it is set up to send all spans to an endpoint, and what of it a bundle holds. */
export interface Subject {
  readonly name: string;
  /** What an application writes to use it, for the size of a bundle. */
  readonly source: string;
  /** Loads it; what follows sets it up. */
  load(): Promise<(endpoint: string) => Promise<Running> | Running>;
}

export interface Running {
  readonly tracer: Tracer;
  flush(): Promise<unknown>;
}

/** As much of OpenTelemetry's API as is needed, of whatever version a subject uses. */
export interface Tracer {
  startSpan(name: string, options: { readonly attributes: Readonly<Record<string, unknown>> }): { end(): void };
}

// biome-ignore lint/suspicious/noExplicitAny: what other libraries export is known to them; not all are installed where types are checked.
type Loaded = any;

/** Ours as it is installed: beside it lie OpenTelemetry's own packages, each once. */
export const ownFolder = new URL("../../.cache/bench-sdk/", import.meta.url).pathname;
const ours = pathToFileURL(`${ownFolder}dist/`).href;
const nothing = async () => {};
/** OpenTelemetry's, as ours finds it. */
const own = (name: string): Promise<Loaded> => import(pathToFileURL(findModule(name)).href);
const peer = (name: string): Promise<Loaded> => import(name);

/** Its module for `import`, where `require` has another. */
function findModule(name: string): string {
  const file = findPackageJSON(name, `${ours}index.js`);
  if (!file) throw new Error(`${name} is not installed`);
  const { exports, module, main } = JSON.parse(readFileSync(file, "utf8"));
  const entry = exports?.["."] ?? {};
  return join(
    dirname(file),
    entry.import?.default ?? entry.import ?? entry.default?.default ?? entry.default ?? module ?? main,
  );
}

const api: Subject = {
  name: "OTel API, no provider",
  source: `import { trace } from "@opentelemetry/api"; console.log(trace);`,
  async load() {
    const { trace } = await own("@opentelemetry/api");
    return () => ({ tracer: trace.getTracer("bench"), flush: nothing });
  },
};

const sdk: Subject = {
  name: "OTel SDK, no exporter",
  source: `import { TracerProvider } from "@opentelemetry/sdk-trace"; console.log(TracerProvider);`,
  async load() {
    const { TracerProvider } = await own("@opentelemetry/sdk-trace");
    return () => ({ tracer: new TracerProvider({ spanProcessors: [] }).getTracer("bench"), flush: nothing });
  },
};

const stock: Subject = {
  name: "OTel SDK, stock exporter",
  source: `import { BatchSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
    import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
    console.log(TracerProvider, BatchSpanProcessor, OTLPTraceExporter);`,
  async load() {
    const { TracerProvider, BatchSpanProcessor } = await own("@opentelemetry/sdk-trace");
    const { OTLPTraceExporter } = await own("@opentelemetry/exporter-trace-otlp-proto");
    return (endpoint) => {
      const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
      const provider = new TracerProvider({ spanProcessors: [new BatchSpanProcessor({ exporter })] });
      return { tracer: provider.getTracer("bench"), flush: () => provider.forceFlush() };
    };
  },
};

/** The same bytes as ours, and nothing else: no exporter on this machine can take less. */
const bytesAlone: Subject = {
  name: "bytes alone over HTTP",
  source: "",
  async load() {
    return (endpoint) => {
      const body = Buffer.alloc(512 * 1024, "x");
      let waiting = 0;
      const startSpan: Tracer["startSpan"] = (_name, { attributes }) => {
        waiting += "gen_ai.input.messages" in attributes ? 16_600 : 560;
        return { end: () => {} };
      };
      const flush = async () => {
        for (; waiting > 0; waiting -= body.length) await post(`${endpoint}/bytes`, body.subarray(0, waiting));
        waiting = 0;
      };
      return { tracer: { startSpan }, flush };
    };
  },
};

const agent = new Agent({ keepAlive: true });

function post(url: string, body: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: "POST", agent, headers: { "content-length": String(body.length) } });
    sent.once("response", (response) => void response.resume().once("end", resolve)).once("error", reject);
    sent.end(body);
  });
}

function pipelineWith(name: string, compression: string): Subject {
  return {
    name,
    source: `import { TracerProvider } from "@opentelemetry/sdk-trace";
      import { createPipeline } from "${ownFolder}pipeline/pipeline.js";
      console.log(TracerProvider, createPipeline);`,
    async load() {
      const { TracerProvider } = await own("@opentelemetry/sdk-trace");
      const { createPipeline } = await import(pathToFileURL(`${ownFolder}pipeline/pipeline.js`).href);
      return (endpoint) => {
        const pipeline = createPipeline({ endpoint, compression, warn: console.error });
        const provider = new TracerProvider({ spanProcessors: [pipeline.spanProcessor] });
        return { tracer: provider.getTracer("bench"), flush: () => pipeline.flush() };
      };
    },
  };
}

const spanwise: Subject = {
  name: "Spanwise",
  // By name, as applications do: a bundler is given what is left of it where no module can be patched.
  source: `import { init } from "@spanwise/sdk"; init();`,
  async load() {
    const { init } = await import(new URL("index.js", ours).href);
    const { trace } = await own("@opentelemetry/api");
    return (endpoint) => {
      const running = init({ endpoint, apiKey: "bench" });
      return { tracer: trace.getTracer("bench"), flush: () => running.flush() };
    };
  },
};

const langfuse: Subject = {
  name: "Langfuse",
  source: `import { LangfuseSpanProcessor } from "@langfuse/otel";
    import { NodeTracerProvider } from "@opentelemetry/sdk-trace-node";
    import { startObservation } from "@langfuse/tracing";
    console.log(LangfuseSpanProcessor, NodeTracerProvider, startObservation);`,
  async load() {
    const { LangfuseSpanProcessor } = await peer("@langfuse/otel");
    const { NodeTracerProvider } = await peer("@opentelemetry/sdk-trace-node");
    await peer("@langfuse/tracing");
    return (endpoint) => {
      // Left to itself it sends nothing but what speaks of models.
      const shouldExportSpan = () => true;
      const keys = { publicKey: "pk-lf-bench", secretKey: "sk-lf-bench", baseUrl: endpoint };
      const provider = new NodeTracerProvider({
        spanProcessors: [new LangfuseSpanProcessor({ ...keys, shouldExportSpan })],
      });
      return { tracer: provider.getTracer("bench"), flush: () => provider.forceFlush() };
    };
  },
};

const openllmetry: Subject = {
  name: "OpenLLMetry",
  source: `import { initialize } from "@traceloop/node-server-sdk"; console.log(initialize);`,
  async load() {
    const traceloop = await peer("@traceloop/node-server-sdk");
    const { trace } = await peer("@opentelemetry/api");
    return (endpoint) => {
      traceloop.initialize({
        baseUrl: endpoint,
        apiKey: "bench",
        silenceInitializationMessage: true,
        traceloopSyncEnabled: false,
      });
      return { tracer: trace.getTracer("bench"), flush: () => traceloop.forceFlush() };
    };
  },
};

const laminar: Subject = {
  name: "Laminar",
  source: `import { Laminar } from "@lmnr-ai/lmnr"; console.log(Laminar);`,
  async load() {
    const { Laminar } = await peer("@lmnr-ai/lmnr");
    return (endpoint) => {
      const { hostname, port } = new URL(endpoint);
      Laminar.initialize({
        projectApiKey: "bench",
        baseUrl: `http://${hostname}`,
        httpPort: Number(port),
        forceHttp: true,
        logLevel: "error",
      });
      const startSpan: Tracer["startSpan"] = (name, { attributes }) => {
        const span = Laminar.startSpan({ name });
        span.setAttributes(attributes);
        return span;
      };
      return { tracer: { startSpan }, flush: () => Laminar.flush() };
    };
  },
};

const openlit: Subject = {
  name: "OpenLIT",
  source: `import openlit from "openlit"; console.log(openlit);`,
  async load() {
    const { default: loaded } = await peer("openlit");
    const { trace } = await peer("@opentelemetry/api");
    return (endpoint) => {
      (loaded.init ? loaded : loaded.default).init({
        otlpEndpoint: endpoint,
        disableMetrics: true,
        disableEvents: true,
      });
      return { tracer: trace.getTracer("bench"), flush: () => flushGlobal(trace) };
    };
  },
};

const phoenix: Subject = {
  name: "Phoenix",
  source: `import { register } from "@arizeai/phoenix-otel"; console.log(register);`,
  async load() {
    const { register } = await peer("@arizeai/phoenix-otel");
    return (endpoint) => {
      const provider = register({ url: endpoint, projectName: "bench", batch: true });
      return { tracer: provider.getTracer("bench"), flush: () => provider.forceFlush() };
    };
  },
};

const flushGlobal = (trace: Loaded) => trace.getTracerProvider().getDelegate().forceFlush();

export const subjects: readonly Subject[] = [
  bytesAlone,
  api,
  sdk,
  stock,
  pipelineWith("OTel SDK, our pipeline", "none"),
  pipelineWith("OTel SDK, our pipeline, zstd", "zstd"),
  spanwise,
  langfuse,
  openllmetry,
  laminar,
  openlit,
  phoenix,
];
