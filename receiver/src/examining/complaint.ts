/** What a tool's result says of an error, though the call went well; '' where it says nothing of the kind. */
export function complaintOf(result: unknown): string {
  if (typeof result === "string") return ofText(result);
  if (Array.isArray(result)) return result.length === 1 ? complaintOf(textOf(result[0])) : "";
  if (typeof result !== "object" || result === null) return "";
  return ofObject(result as Readonly<Record<string, unknown>>);
}

const longest = 200;

/** An object's own words: `{isError: true}` as MCP has it, `{error: "…"}`, `{success: false}`, `{status: "error"}`. */
function ofObject(told: Readonly<Record<string, unknown>>): string {
  const own = (name: string) => (Object.hasOwn(told, name) ? told[name] : undefined);
  const said = wordsIn(own("error")) || wordsIn(own("message")) || wordsIn(own("content"));
  const saysSo =
    own("isError") === true ||
    own("is_error") === true ||
    own("success") === false ||
    own("ok") === false ||
    own("status") === "error";
  if (saysSo) return said || "error";
  return wordsIn(own("error"));
}

function wordsIn(value: unknown): string {
  if (typeof value === "string") return value.trim().slice(0, longest);
  if (value === true) return "error";
  if (Array.isArray(value)) return value.length === 0 ? "" : wordsIn(textOf(value[0]));
  if (typeof value !== "object" || value === null) return "";
  const { message, text, code } = value as Readonly<Record<string, unknown>>;
  return wordsIn(message) || wordsIn(text) || wordsIn(code) || (Object.keys(value).length > 0 ? "error" : "");
}

/** The text of a content part. */
const textOf = (part: unknown): unknown =>
  typeof part === "object" && part !== null && "text" in part ? part.text : part;

/** It begins with an error's name; one that is told of later on may be what was asked for. */
const begins =
  /^(?:(?:an? |the )?(?:unexpected )?error(?: occurred| executing tool[^:\n]{0,80}| calling [^:\n]{0,80})?:|[A-Za-z_.]{1,60}(?:Error|Exception):|Traceback \(most recent call last\))/i;

function ofText(text: string): string {
  const head = text.slice(0, 2 * longest).trim();
  if (head.startsWith("{")) return ofJson(text);
  return begins.test(head) ? head.slice(0, longest) : "";
}

/** A long text is a document rather than an error. */
const longestJson = 20_000;

function ofJson(text: string): string {
  if (text.length > longestJson) return "";
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read)
      ? ofObject(read as Readonly<Record<string, unknown>>)
      : "";
  } catch {
    return "";
  }
}
