import { useLocation } from "@tanstack/react-router";
import { paths } from "../paths.ts";
import { useGo } from "./link.tsx";

type Change = Readonly<Record<string, string | undefined>>;

/** The address of this page with something else behind the question mark; undefined takes away. */
export function useAddressWith(): (change: Change) => string {
  const { pathname, search } = useLocation();
  return (change) => paths.here(pathname, { ...search, ...change });
}

/** Goes there. */
export function useTurn(): (change: Change) => void {
  const addressWith = useAddressWith();
  const go = useGo();
  return (change) => go(addressWith(change));
}
