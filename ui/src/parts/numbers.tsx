import type { Cost, Tokens } from "../../../receiver/src/model/usage.ts";
import { formatAgo, formatCount, formatDuration, formatExact, formatMoment, formatMoney, millisOf } from "../format.ts";
import { useNow } from "./now.ts";

/** Unknown is hatched, never zero. */
function Unknown({ why }: { why: string }) {
  return (
    <span className="hatched inline-block h-2.5 w-6 rounded-xs align-middle" role="img" aria-label={why} title={why} />
  );
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

export function Money({ cost }: { cost: Cost | null }) {
  if (!cost) return <Unknown why="cost unknown" />;
  return <span title={`$${cost.total}, ${cost.source}`}>{formatMoney(cost.total)}</span>;
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
