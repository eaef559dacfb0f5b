import { paths } from "../paths.ts";
import { Link } from "./link.tsx";

interface SetPriceProps {
  readonly project: string;
  readonly model: string;
  readonly provider?: string | null | undefined;
}

/** Leads to the price of a model that nobody knows the price of. */
export function SetPrice({ project, model, provider }: SetPriceProps) {
  const search = { part: "prices", model, ...(provider && { provider }) } as const;
  return (
    <Link
      to={paths.settings(project, search)}
      title={`Set a price of your own for ${model}`}
      className="whitespace-nowrap font-normal text-accent text-table underline decoration-1 underline-offset-2"
    >
      Set a price
    </Link>
  );
}
