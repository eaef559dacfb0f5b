import { Wrench } from "lucide-react";
import type { ReactNode } from "react";
import { formatDuration } from "../../../receiver/src/format.ts";
import { inert } from "../../../receiver/src/inert.ts";
import { StatusMark } from "../parts/marks.tsx";
import { seenText } from "../parts/seen-text.ts";
import { shownName } from "../parts/shown-name.ts";
import { textOf } from "../parts/value.tsx";
import type { SpanName } from "../session-search.ts";
import { PartOf } from "../trace/messages.tsx";
import { ToolValue } from "../trace/tool-value.tsx";
import type { Said, ToolUse } from "./transcript.ts";

interface SaidCardsProps {
  readonly said: readonly Said[];
  readonly onSelect: (span: SpanName) => void;
}

/** What was said, card after card. */
export function SaidCards({ said, onSelect }: SaidCardsProps) {
  return said.map((one, at) =>
    one.type === "tool" ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: what is said has no name but its place
      <ToolCard key={at} use={one.use} onSelect={onSelect} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: what is said has no name but its place
      <Words key={at} {...one} />
    ),
  );
}

/** The colour of the kind that speaks, and an edge for people. */
const looks: Readonly<Record<string, readonly [look: string, hue: string]>> = {
  user: ["border-accent/40 bg-picked/40", "text-accent"],
  assistant: ["border-line bg-raised", "text-llm"],
  tool: ["border-line bg-ground", "text-tool"],
};

const noNames: ReadonlyMap<string, string> = new Map();

function Words({ role, parts }: Extract<Said, { type: "message" }>) {
  const said = role === "model" ? "assistant" : role;
  const [look, hue] = (Object.hasOwn(looks, said) && looks[said]) || ["border-line bg-ground", "text-quiet"];
  return (
    <article className={`rounded-box border px-3 py-2 ${look}`}>
      <h2 className={`truncate font-semibold text-[11px] ${hue}`}>{shownName(role) || "nobody"}</h2>
      <div dir="auto" className="space-y-2">
        {parts.length === 0 && <span className="text-quiet italic">empty</span>}
        {parts.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
          <div key={place}>
            <PartOf part={part} names={noNames} />
          </div>
        ))}
      </div>
    </article>
  );
}

interface ToolCardProps {
  readonly use: ToolUse;
  readonly onSelect: (span: SpanName) => void;
}

/** A call of a tool and its result as one, folded; open where it failed. */
export function ToolCard({ use: { name, arguments: given, result, span }, onSelect }: ToolCardProps) {
  const isFailed = span?.status === "error";
  return (
    <details open={isFailed} className={`rounded-box border bg-raised ${isFailed ? "border-error/50" : "border-line"}`}>
      <summary className="flex items-center gap-2 px-3 py-1.5 text-table">
        <Wrench size={13} className="shrink-0 text-tool" aria-hidden />
        <span className="max-w-[60%] shrink-0 truncate font-semibold">{shownName(name)}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-quiet">{inOneLine(given)}</span>
        {span && span.status !== "ok" && <StatusMark status={span.status} size={13} />}
        {span?.durationNanos && (
          <span className="shrink-0 text-quiet tabular-nums">{formatDuration(Number(span.durationNanos))}</span>
        )}
      </summary>
      <div className="space-y-2 border-line border-t px-3 py-2">
        <Labelled label="Arguments">
          <ToolValue value={given} />
        </Labelled>
        {span?.error && (
          <p className="whitespace-pre-wrap text-error text-table [overflow-wrap:anywhere]">
            {seenText(span.error.message)}
          </p>
        )}
        <Labelled label="Result">
          {result === undefined ? (
            <span className="text-quiet italic">{span?.status === "running" ? "under way" : "not recorded"}</span>
          ) : (
            <ToolValue value={result} />
          )}
        </Labelled>
        {span && (
          <button
            type="button"
            onClick={() => onSelect(span)}
            className="font-semibold text-accent text-table hover:underline"
          >
            Show the span
          </button>
        )}
      </div>
    </details>
  );
}

function Labelled({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="mb-0.5 font-semibold text-[11px] text-quiet">{label}</p>
      {children}
    </div>
  );
}

/** Characters of arguments beside the name. */
const most = 160;

function inOneLine(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return inert(textOf(text.slice(0, most).toWellFormed()).replaceAll(/\s+/g, " "));
}
