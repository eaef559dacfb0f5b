import { useMemo, useState } from "react";
import { formatCount } from "../../../receiver/src/format.ts";
import { saveText } from "../api/download.ts";
import { seenText } from "./seen-text.ts";

/** Any value as it was sent: text as text, the rest as JSON. Characters beyond `shown` wait until they are asked for. */
export function Value({ value, shown = 2000 }: { value: unknown; shown?: number }) {
  const text = useMemo(() => (value === undefined ? "" : textOf(value)), [value]);
  if (value === null || text === "") return <Nothing />;
  return <Cut text={text} shown={shown} look="font-mono text-table" />;
}

/** What someone or some model said. Text that is JSON is laid out as such. */
export function Prose({ text, shown = 1200 }: { text: string; shown?: number }) {
  const laidOut = useMemo(() => textOf(text), [text]);
  if (text === "") return <Nothing />;
  return <Cut text={laidOut} shown={shown} look={laidOut === text ? "" : "font-mono text-table"} />;
}

function Nothing() {
  return <span className="text-quiet italic">empty</span>;
}

/** So many characters are shown at once: a page of more could not be scrolled. */
const much = 40_000;

function Cut({ text, shown, look }: { text: string; shown: number; look: string }) {
  const [upTo, setUpTo] = useState(shown);
  const isLong = text.length > upTo;
  const next = Math.max(much, upTo * 2);
  return (
    <>
      <span className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${look}`}>
        {seenText(isLong ? `${text.slice(0, upTo).toWellFormed()}…` : text)}
      </span>
      {isLong && (
        <span className="flex gap-4">
          <button type="button" onClick={() => setUpTo(next)} className="text-accent text-table hover:underline">
            {text.length <= next ? "Show all" : `Show ${formatCount(next)} of`} {formatCount(text.length)} characters
          </button>
          {text.length > much && (
            <button
              type="button"
              onClick={() => saveText(text, "text.txt", "text/plain")}
              className="text-accent text-table hover:underline"
            >
              Save as a file
            </button>
          )}
        </span>
      )}
    </>
  );
}

/** Longer texts are not laid out. */
const mostLaidOut = 200_000;

/** Text that holds JSON is laid out too: messages and tool arguments travel so. */
export function textOf(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  if (value.length > mostLaidOut || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
