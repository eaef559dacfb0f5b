import { useLocation } from "@tanstack/react-router";
import { useTurn } from "../parts/turn.ts";

/** Whether the charts of this page are shown as tables: the address says it, for all of them at once. */
export function useShowsNumbers() {
  const asNumbers = useLocation({ select: ({ search }) => (search as { as?: string }).as === "numbers" });
  const turn = useTurn();
  return { asNumbers, turnNumbers: () => turn({ as: asNumbers ? undefined : "numbers" }) };
}
