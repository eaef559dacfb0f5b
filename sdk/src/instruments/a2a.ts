import { context } from "../active-context.ts";
import { names } from "../attributes.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import { within as runWithin } from "../spans/call.ts";
import { fieldsOf, listOf, said, textOf } from "./answer.ts";
import { beginWork } from "./begin-work.ts";
import type { Instrument } from "./instrument.ts";
import { type Method, replace } from "./replace.ts";
import { headersOf, within } from "./trace-context.ts";

const methods = ["sendMessage", "sendMessageStream"];

/** Agent to agent: what clients send, and what agents do about it, in one trace by the request's metadata. */
export const instrument: Instrument = {
  name: "a2a",
  packages: [{ name: "@a2a-js/sdk", versions: ">=1 <2" }],
  patch({ Client, DefaultRequestHandler }) {
    const found = [
      [Client, sending],
      [DefaultRequestHandler, serving],
    ] as const;
    const known = found.filter(([one]) => typeof one === "function");
    if (known.length === 0) throw new Error("it exports neither a client nor a handler of requests");
    for (const [one, wrap] of known) patchMethods((one as { readonly prototype: unknown }).prototype, wrap);
  },
  wrap(client) {
    const { transport, agentCard, agentExecutor, sendMessage } = fieldsOf(client);
    if (typeof sendMessage !== "function" || !agentCard || !(transport || agentExecutor)) return false;
    patchMethods(client, transport ? sending : serving);
    return true;
  },
};

function patchMethods(target: unknown, wrap: (original: Method, name: string) => Method): void {
  for (const name of methods) replace(target, name, (original) => wrap(original, name));
}

const agentOf = (self: unknown): string => textOf(fieldsOf(fieldsOf(self).agentCard).name) ?? "agent";

function sending(original: Method, name: string): Method {
  return function (params, ...rest) {
    const agent = agentOf(this);
    const { message } = fieldsOf(params);
    const work = beginWork({
      kind: "operation",
      name: `${name} ${agent}`,
      input: textsOf(message),
      attributes: { [names.operation]: "invoke_agent", [names.agentName]: agent, ...whose(message) },
    });
    if (!work) return Reflect.apply(original, this, [params, ...rest]);
    const { metadata } = fieldsOf(params);
    const passed = { ...params, metadata: { ...headersOf(work.span), ...fieldsOf(metadata) } };
    return runWithin(work, () => Reflect.apply(original, this, [passed, ...rest]));
  };
}

function serving(original: Method): Method {
  return function (...values) {
    const { message, metadata } = fieldsOf(values[0]);
    const at = running();
    const around = at && quietly(() => within(context.active(), fieldsOf(metadata)));
    const ask = { kind: "agent", name: agentOf(this), input: textsOf(message), attributes: whose(message) } as const;
    const work = beginWork({ ...ask, within: around });
    const run = () => Reflect.apply(original, this, values);
    return work ? runWithin(work, run) : run();
  };
}

const whose = (message: unknown) =>
  said<string>({ [names.conversationId]: textOf(fieldsOf(message).contextId) || undefined });

/** What is said in a message, of either version of the protocol. */
function textsOf(message: unknown): unknown {
  const parts = listOf(fieldsOf(message).parts);
  const texts = parts.flatMap(({ text, content }) => {
    const { $case: kind, value } = fieldsOf(content);
    return textOf(text) ?? (kind === "text" ? (textOf(value) ?? []) : []);
  });
  return texts.length === parts.length && texts.length > 0 ? texts.join("\n") : message;
}
