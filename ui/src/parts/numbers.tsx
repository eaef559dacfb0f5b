import {
  formatAgo,
  formatCost,
  formatCount,
  formatDuration,
  formatExact,
  formatMoment,
  millisOf,
} from "../../../receiver/src/format.ts";
import type { Cost, CostCoverage, Tokens } from "../../../receiver/src/model/usage.ts";
import { costWords, sumWords } from "./cost-words.ts";
import { useNow } from "./now.ts";

/** Unknown is hatched, never zero. */
function Unknown({ why }: { why: string }) {
  return (
    <span className="whitespace-nowrap text-quiet" title={why}>
      <Hatching />
      unknown
    </span>
  );
}

function Hatching() {
  return <span className="hatched mr-1 inline-block size-2.5 rounded-xs align-[-1px]" aria-hidden />;
}

export function Count({ value }: { value: number }) {
  return <span title={formatExact(value)}>{formatCount(value)}</span>;
}

export function TokenCount({ tokens }: { tokens: Tokens | null }) {
  if (!tokens) return <span className="text-quiet">–</span>;
  const { input, output, cached, reasoning } = tokens;
  const told = `${formatExact(input)} in (${formatExact(cached)} cached), ${formatExact(output)} out (${formatExact(reasoning)} reasoning)`;
  return <span title={told}>{formatCount(tokens.total)}</span>;
}

/** Of one call. */
export function Money({ cost }: { cost: Cost | null }) {
  if (!cost) return <Unknown why="No price is known for this model, or no tokens were told" />;
  return <span title={costWords(cost)}>{formatCost(cost)}</span>;
}

/** Of many calls; hatched where it does not cover them all. */
export function MoneySum({ cost, coverage }: { cost: Cost | null; coverage: CostCoverage }) {
  const words = sumWords(cost, coverage);
  if (cost === null) return coverage.unknown > 0 ? <Unknown why={words} /> : <span className="text-quiet">–</span>;
  return (
    <span className="whitespace-nowrap" title={words}>
      {coverage.unknown > 0 && (
        <>
          <Hatching />
          <span className="sr-only">in part unknown, </span>
        </>
      )}
      {formatCost(cost)}
    </span>
  );
}

/** What runs counts on. */
export function Took({ nanos, since }: { nanos: string | null; since: string }) {
  if (nanos === null) return <RunningSince since={since} />;
  return <span title={`${formatExact(Number(nanos))} ns`}>{formatDuration(Number(nanos))}</span>;
}

function RunningSince({ since }: { since: string }) {
  const now = useNow(1000);
  return <span className="text-running">{formatDuration(Math.max(0, now - millisOf(since)) * 1_000_000)}</span>;
}

export function When({ nanos }: { nanos: string }) {
  const now = useNow(5000);
  return (
    <time title={formatMoment(nanos)} dateTime={new Date(millisOf(nanos)).toISOString()}>
      {formatAgo(millisOf(nanos), now)}
    </time>
  );
}
