import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { anthropic } from "./anthropic.ts";
import { type Api, type Asked, isJson, type Json } from "./api.ts";
import { bedrock, bedrockInvoke } from "./bedrock.ts";
import { cohere } from "./cohere.ts";
import { gemini } from "./gemini.ts";
import { type Call, Ledger } from "./ledger.ts";
import { ollama } from "./ollama.ts";
import { openaiChat } from "./openai-chat.ts";
import { openaiCompletions } from "./openai-completions.ts";
import { openaiEmbeddings } from "./openai-embeddings.ts";
import { openaiImages, openaiSpeech, openaiTranscriptions } from "./openai-media.ts";
import { openaiResponses } from "./openai-responses.ts";

const apis: readonly Api[] = [
  openaiChat,
  openaiResponses,
  openaiEmbeddings,
  openaiCompletions,
  openaiImages,
  openaiSpeech,
  openaiTranscriptions,
  anthropic,
  gemini,
  ollama,
  bedrock,
  bedrockInvoke,
  cohere,
];

export interface FakeProvider {
  readonly url: string;
  readonly ledger: Ledger;
  /** When it has stopped, the ledger is complete. */
  stop(): Promise<void>;
}

/**
 * A provider of models on loopback whose answers are always the same. The name of a model says how it behaves: `fail-400`,
 * `fail-429` and `fail-500` refuse, `retry-429…` and `retry-500…` refuse the first time and ask to be tried again after
 * 20 ms, `cut-…` breaks off in the middle, `slow-…` takes its time, so that a caller may hang up.
 */
export async function startFakeProvider(): Promise<FakeProvider> {
  const ledger = new Ledger();
  const answers: Promise<void>[] = [];
  const server = createServer((request, response) => {
    const answered = answer(request, response, ledger).catch((error) => {
      process.stderr.write(`${request.url}: ${error}\n`);
      response.destroy();
    });
    answers.push(answered);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    ledger,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      await Promise.all(answers);
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, ledger: Ledger): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://loopback");
  const api = apis.find(({ path }) => path.test(pathname));
  const match = api?.path.exec(pathname);
  const body = await bodyOf(request);
  if (api === undefined || match == null)
    return void send(response, 404, { error: { message: `nothing at ${pathname}` } });

  const { host, connection, "content-length": length, ...headers } = request.headers;
  ledger.requests.push({ path: pathname, headers, body });
  const asked = { ...api.read(body, match), number: ledger.nextNumber() };
  for (const name of ["x-request-id", "request-id"]) response.setHeader(name, `req_fake${asked.number}`);
  const outcome = await play({ api, asked, body, response, ledger });
  const told = outcome === "answered" && (asked.tellsUsage || !asked.stream);
  ledger.calls.push({
    api: api.name,
    model: asked.model,
    streamed: asked.stream,
    outcome,
    usage: told ? api.usage(asked) : null,
  });
}

interface Play {
  readonly api: Api;
  readonly asked: Asked;
  readonly body: Json;
  readonly response: ServerResponse;
  readonly ledger: Ledger;
}

async function play({ api, asked, body, response, ledger }: Play): Promise<Call["outcome"]> {
  const { model, stream } = asked;
  const [, how, code] = /^(fail|retry)-(400|429|500)/.exec(model) ?? [];
  const status = Number(code);
  if (how === "retry" && ledger.isFirst(model)) {
    response.writeHead(status, retryHeaders).end(JSON.stringify(api.failure(status)));
    return "failed";
  }
  if (how === "fail") {
    send(response, status, api.failure(status));
    return "failed";
  }
  if (stream) return await playStream({ api, asked, body, response, ledger });
  if (model.startsWith("slow-")) await sleep(400);
  if (model.startsWith("cut-")) {
    response.destroy();
    return "cut";
  }
  if (response.destroyed) return "aborted";
  const answer = api.whole(asked, body);
  if (Buffer.isBuffer(answer)) response.writeHead(200, { ...headers, "content-type": api.contentType }).end(answer);
  else send(response, 200, answer);
  return "answered";
}

async function playStream({ api, asked, response }: Play): Promise<Call["outcome"]> {
  const pieces = api.pieces(asked);
  const cutAfter = asked.model.startsWith("cut-") ? Math.ceil(pieces.length / 2) : Number.POSITIVE_INFINITY;
  response.writeHead(200, { ...headers, "content-type": api.contentType });
  for (const [index, piece] of pieces.entries()) {
    if (index >= cutAfter) {
      response.destroy();
      return "cut";
    }
    if (response.destroyed) return "aborted";
    response.write(piece);
    // Clients hang up at the last piece, which is no reason to call the answer aborted.
    if (index < pieces.length - 1) await sleep(asked.model.startsWith("slow-") ? 150 : 3);
  }
  if (response.destroyed) return "aborted";
  response.end();
  return "answered";
}

/** The clients of both vendors retry unless they are told not to. */
const headers = { "x-should-retry": "false" };

const retryHeaders = { "content-type": "application/json", "x-should-retry": "true", "retry-after-ms": "20" };

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...headers, "content-type": "application/json" }).end(JSON.stringify(body));
}

/** Of a form, its plain fields. */
const formOf = (text: string): Json =>
  Object.fromEntries([...text.matchAll(/name="(\w+)"\r\n\r\n([^\r]*)/g)].map(([, name, value]) => [name, value]));

async function bodyOf(request: IncomingMessage): Promise<Json> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  try {
    const body: unknown = JSON.parse(text);
    return isJson(body) ? body : {};
  } catch {
    return formOf(text);
  }
}
