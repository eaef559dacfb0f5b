import { formatCount, formatExact } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import type { Tokens } from "../../../receiver/src/model/usage.ts";
import { Money } from "../parts/numbers.tsx";
import { ofWhich } from "./fact-words.ts";

/** The tokens of a call, each side with what was special about it. */
export function TokenParts({ tokens }: { tokens: Tokens }) {
  const { input, output, cached, cacheWrite, reasoning } = tokens;
  return (
    <span className="grid grid-cols-[auto_auto_1fr] gap-x-2">
      <Side count={input} name="in" />
      <span className="truncate text-quiet">
        {ofWhich([
          [cached, "cached"],
          [cacheWrite, "written to cache"],
        ])}
      </span>
      <Side count={output} name="out" />
      <span className="truncate text-quiet">{ofWhich([[reasoning, "reasoning"]])}</span>
    </span>
  );
}

function Side({ count, name }: { count: number; name: string }) {
  return (
    <>
      <span className="text-right" title={formatExact(count)}>
        {formatCount(count)}
      </span>
      <span>{name}</span>
    </>
  );
}

/** What a call cost and who says so. */
export function CostOfCall({ span: { cost, noCostBecause } }: { span: Span }) {
  if (noCostBecause === "failed")
    return <span className="text-quiet">none, the call failed before it used anything</span>;
  return (
    <>
      <Money cost={cost} /> {cost && <span className="text-quiet">{sourceWords[cost.source]}</span>}
    </>
  );
}

const sourceWords = { reported: "reported", computed: "computed", estimated: "estimated" } as const;
