import { useState } from "react";
import { formatCount } from "../format.ts";

/** Characters shown before someone asks for the rest. */
const shown = 2000;

/** Any value as it was sent: text as text, the rest as JSON. */
export function Value({ value }: { value: unknown }) {
  const [isWhole, setWhole] = useState(false);
  if (value === null || value === undefined || value === "") return <span className="text-quiet italic">empty</span>;
  const text = textOf(value);
  const isLong = text.length > shown && !isWhole;
  return (
    <>
      <span className="whitespace-pre-wrap font-mono text-table [overflow-wrap:anywhere]">
        {isLong ? `${text.slice(0, shown)}…` : text}
      </span>
      {isLong && (
        <button type="button" onClick={() => setWhole(true)} className="block text-accent hover:underline">
          Show all {formatCount(text.length)} characters
        </button>
      )}
    </>
  );
}

/** Text that holds JSON is laid out too: messages and tool arguments travel so. */
export function textOf(value: unknown): string {
  if (typeof value !== "string") return JSON.stringify(value, null, 2);
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
