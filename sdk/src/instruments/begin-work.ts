import { type Attributes, type Context, createContextKey } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { withModelCall } from "../context.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import type { Kind } from "../spans/kinds.ts";
import { Work } from "../spans/work.ts";

export interface WorkAsk {
  readonly kind: Kind;
  readonly name: string;
  readonly input?: unknown;
  readonly attributes?: Attributes | undefined;
  /** Else what is active. */
  readonly within?: Context | undefined;
  /** Puts more into the context of what happens in it. */
  readonly mark?: ((within: Context) => Context) | undefined;
}

const toolKey = createContextKey("spanwise.tool");
/** The tool that a framework has told us is being called. */
export const toolOf = (within: Context): string | undefined => within.getValue(toolKey) as string | undefined;

/** Begins a piece of work that a framework tells us of. Model calls within are its own. Nothing when the SDK does not run. */
export function beginWork({
  kind,
  name,
  input,
  attributes,
  within = context.active(),
  mark,
}: WorkAsk): Work | undefined {
  const at = running();
  if (!at) return undefined;
  return quietly(() => {
    const inside = (one: Context) => {
      const fresh = withModelCall(one, undefined).setValue(toolKey, kind === "tool" ? name : undefined);
      return mark?.(fresh) ?? fresh;
    };
    const work = new Work(at, { kind, name, options: { attributes }, within, mark: inside });
    work.setInput(input);
    return work;
  });
}
