import { useMemo } from "react";
import { editsOf } from "../../../receiver/src/comparing/words.ts";

/** How a system prompt became another, word by word. */
export function PromptChange({ before, text }: { before: string; text: string }) {
  const edits = useMemo(
    () => editsOf(before, text, { characters: 40_000, work: { left: 2_000_000 }, isSpent: false }),
    [before, text],
  );
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {edits.map(({ edit, text: words }, at) => {
        // biome-ignore lint/suspicious/noArrayIndexKey: the words have no name but their place
        if (edit === "same") return <span key={at}>{words}</span>;
        const [Tag, look] =
          edit === "added"
            ? (["ins", "bg-picked no-underline"] as const)
            : (["del", "bg-error-ground text-error"] as const);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the words have no name but their place
          <Tag key={at} className={look}>
            {words}
          </Tag>
        );
      })}
    </p>
  );
}
