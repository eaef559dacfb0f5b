import { findProvider } from "@pydantic/genai-prices";
import { isGateway, providerNamed } from "./provider-names.ts";

/** A name as the price list may hold it. */
export interface Named {
  /** The package's id. */
  readonly provider: string;
  readonly name: string;
}

/** No model's name is longer, an inference profile of Bedrock with its account and region included. */
const longest = 256;
const bedrock =
  /^(?:[a-z-]{2,6}\.)?(?:ai21|amazon|anthropic|cohere|deepseek|google|meta|mistral|nvidia|openai|qwen|writer)\.[a-z]/;
/** "llama3:8b", "mistral:latest": a model that runs on somebody's own machine. */
const ollamaTag = /:(?:latest|[a-z]?\d+(?:\.\d+)?[bm])/;
const snapshot = /[-@_]20\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])$/;
const vertexVersion = /@(?:latest|default)$/;

/** The names to look for, the most exact first; none where the provider is not known. */
export function namesOf(provider: string | undefined, model: string): Named[] {
  const name = bare(
    model
      .slice(0, longest + 1)
      .trim()
      .toLowerCase(),
  );
  if (name === "" || name.length > longest) return [];
  const said = provider?.trim().toLowerCase();
  if (said === undefined || said === "" || isGateway(said)) return inferred(name);
  const id = providerNamed(said);
  return id === undefined ? [] : withFamily(id, [name, ...withoutPrefix(id, name)]);
}

/** Without the path that Vertex, Gemini and Bedrock put before the model's own name. */
function bare(name: string): string {
  const path = name.lastIndexOf("models/");
  if (path >= 0 && !name.startsWith("accounts/")) return name.slice(path + "models/".length);
  return name.startsWith("arn:") ? name.slice(name.lastIndexOf("/") + 1) : name;
}

/** "openai/gpt-4o" of OpenAI is gpt-4o; "openai/gpt-oss-20b" of Groq is a model of Groq's. */
function withoutPrefix(provider: string, name: string): string[] {
  const slash = name.indexOf("/");
  return slash > 0 && providerNamed(name.slice(0, slash)) === provider ? [name.slice(slash + 1)] : [];
}

/** A dated snapshot costs what its family costs, unless the list says otherwise. A fine-tune is no snapshot. */
function withFamily(provider: string, names: readonly string[]): Named[] {
  const families = names.filter((name) => !name.startsWith("ft:")).map(familyOf);
  return [...new Set([...names, ...families])].map((name) => ({ provider, name }));
}

function familyOf(name: string): string {
  return name.replace(vertexVersion, "").replace(snapshot, "");
}

function inferred(name: string): Named[] {
  if (bedrock.test(name)) return withFamily("aws", [name]);
  const slash = name.indexOf("/");
  const prefix = slash > 0 ? providerNamed(name.slice(0, slash)) : undefined;
  if (prefix !== undefined) return withFamily(prefix, [name.slice(slash + 1), name]);
  if (ollamaTag.test(name) || slash > 0) return [];
  const id = name.includes("claude") && name.includes("@") ? "google" : findProvider({ modelId: name })?.id;
  return id === undefined ? [] : withFamily(id, [name]);
}
