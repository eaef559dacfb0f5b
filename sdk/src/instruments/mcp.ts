import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import { type Fields, fieldsOf } from "./answer.ts";
import type { Instrument } from "./instrument.ts";
import { type Exchange, McpCall, withTraceContext } from "./mcp-call.ts";
import { observeResult } from "./observe-result.ts";
import { type Method, replace } from "./replace.ts";

/** The Model Context Protocol: what clients ask, and what servers do for it, in one trace by `_meta`. */
export const instrument: Instrument = {
  name: "mcp",
  packages: [
    { name: "@modelcontextprotocol/sdk", versions: ">=1 <2" },
    { name: "@modelcontextprotocol/client", versions: ">=2 <3" },
    { name: "@modelcontextprotocol/server", versions: ">=2 <3" },
  ],
  patch(module) {
    const known = [module.Protocol, module.Client, module.Server].find((one) => typeof one === "function");
    if (typeof known !== "function") throw new Error("it exports no class of the protocol");
    patchProtocol(ownerOf(known.prototype));
  },
  wrap(client) {
    const { _requestHandlers: handlers, request } = fieldsOf(client);
    if (!(handlers instanceof Map) || typeof request !== "function") return false;
    patchProtocol(client);
    return true;
  },
};

/** Clients and servers are made from one class. */
function ownerOf(prototype: object): object {
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, "_onrequest")) return at;
  }
  throw new Error("its version is not known");
}

function patchProtocol(protocol: object): void {
  // In version 2 all ways to ask come to this one, whose first value is a codec.
  const isNew = "_requestWithSchemaViaCodec" in protocol;
  replace(protocol, isNew ? "_requestWithSchemaViaCodec" : "request", (original) => asking(original, isNew ? 1 : 0));
  replace(protocol, "_onrequest", serving);
}

function asking(original: Method, at: 0 | 1): Method {
  return function (...values) {
    const call = quietly(() => begin("client", fieldsOf(values[at]), fieldsOf(this)));
    if (!call) return Reflect.apply(original, this, values);
    const passed = [...values];
    passed[at] = quietly(() => withTraceContext(fieldsOf(values[at]), call.span)) ?? values[at];
    return observeResult(call, () => context.with(call.context, () => Reflect.apply(original, this, passed)));
  };
}

function begin(side: "client" | "server", { method, params }: Fields, protocol: Fields, id?: unknown) {
  const at = running();
  if (!at || typeof method !== "string") return undefined;
  const transport = fieldsOf(protocol._transport ?? protocol.transport);
  const exchange: Exchange = {
    side,
    method,
    params: fieldsOf(params),
    id,
    sessionId: transport.sessionId,
    transport: transport.constructor?.name ?? "",
  };
  return McpCall.begin(at, exchange);
}

/** Whose handler is being looked for just now. */
let asked: { readonly request: Fields; readonly protocol: Fields } | undefined;

function serving(original: Method): Method {
  return function (request, ...rest) {
    const { _requestHandlers: handlers } = fieldsOf(this);
    if (running() && handlers instanceof Map) quietly(() => handThrough(handlers));
    asked = { request: fieldsOf(request), protocol: fieldsOf(this) };
    try {
      return Reflect.apply(original, this, [request, ...rest]);
    } finally {
      asked = undefined;
    }
  };
}

const seen = new WeakSet<object>();

/** A request's handler is found by its method: what is found then is called as a span. */
function handThrough(handlers: Map<unknown, unknown>): void {
  if (seen.has(handlers)) return;
  seen.add(handlers);
  const value = (method: unknown) => {
    const handler = Map.prototype.get.call(handlers, method) as unknown;
    return asked && typeof handler === "function" ? handling(handler as Method, asked) : handler;
  };
  Object.defineProperty(handlers, "get", { value, enumerable: false, configurable: true, writable: true });
}

function handling(handler: Method, { request, protocol }: NonNullable<typeof asked>): Method {
  return function (...values) {
    const run = () => Reflect.apply(handler, this, values);
    const call = quietly(() => begin("server", request, protocol, request.id));
    return call ? observeResult(call, () => context.with(call.context, run)) : run();
  };
}
