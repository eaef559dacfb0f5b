import { useState } from "react";
import { formatCount } from "../../../receiver/src/format.ts";

/** Any value as it was sent: text as text, the rest as JSON. Characters beyond `shown` wait until they are asked for. */
export function Value({ value, shown = 2000 }: { value: unknown; shown?: number }) {
  if (value === null || value === undefined || value === "") return <Nothing />;
  return <Cut text={textOf(value)} shown={shown} look="font-mono text-table" />;
}

/** What someone or some model said. Text that is JSON is laid out as such. */
export function Prose({ text, shown = 1200 }: { text: string; shown?: number }) {
  if (text === "") return <Nothing />;
  const laidOut = textOf(text);
  return <Cut text={laidOut} shown={shown} look={laidOut === text ? "" : "font-mono text-table"} />;
}

function Nothing() {
  return <span className="text-quiet italic">empty</span>;
}

function Cut({ text, shown, look }: { text: string; shown: number; look: string }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = text.length > shown && !isWhole;
  return (
    <>
      <span className={`whitespace-pre-wrap [overflow-wrap:anywhere] ${look}`}>
        {isLong ? `${text.slice(0, shown)}…` : text}
      </span>
      {isLong && (
        <button type="button" onClick={() => setWhole(true)} className="block text-accent text-table hover:underline">
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
