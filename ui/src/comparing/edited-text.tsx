import { useState } from "react";
import type { Edits } from "./compare-query.ts";
import { shortenedEdits } from "./shortened-edits.ts";

/** What stayed, went and came: struck through what went, underlined what came. */
export function EditedText({ edits }: { edits: NonNullable<Edits> }) {
  const [isWhole, setWhole] = useState(false);
  const short = shortenedEdits(edits);
  const isCut = short.some(({ text }, at) => text !== edits[at]?.text);
  return (
    <div className="whitespace-pre-wrap rounded-box border border-line bg-ground px-2.5 py-2 font-mono text-table [overflow-wrap:anywhere]">
      {(isWhole ? edits : short).map(({ edit, text }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the words have no name but their place
        if (edit === "same") return <span key={at}>{text}</span>;
        const [Tag, look] =
          edit === "added"
            ? (["ins", "bg-picked underline decoration-2 underline-offset-2"] as const)
            : (["del", "bg-error-ground text-error line-through"] as const);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words have no name but their place
          <Tag key={at} className={`rounded-xs ${look}`}>
            {text}
          </Tag>
        );
      })}
      {isCut && (
        <button
          type="button"
          onClick={() => setWhole(!isWhole)}
          className="mt-1 block font-sans text-accent hover:underline"
        >
          {isWhole ? "Only what changed" : "Show all of it"}
        </button>
      )}
    </div>
  );
}
