import { useState } from "react";

/** A list as somebody wants to find it again: the part of its address behind the question mark. */
export interface SavedView {
  readonly name: string;
  readonly query: string;
}

const longest = 60;
const most = 50;

/** What a browser keeps may have been written by anybody. */
export function readViews(kept: string | null): readonly SavedView[] {
  try {
    const told: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(told) ? told.filter(isView).slice(0, most) : [];
  } catch {
    return [];
  }
}

function isView(told: unknown): told is SavedView {
  if (typeof told !== "object" || told === null || !("name" in told) || !("query" in told)) return false;
  return typeof told.name === "string" && typeof told.query === "string" && told.name !== "";
}

/** With a view more; one of the same name is replaced. */
export function withView(views: readonly SavedView[], { name, query }: SavedView): readonly SavedView[] {
  const short = name.trim().slice(0, longest);
  if (short === "") return views;
  return [...views.filter((view) => view.name !== short), { name: short, query }].slice(-most);
}

/** The views of a list, kept in this browser. */
export function useSavedViews(project: string, noun: string) {
  const key = `spanwise.views.${noun}.${project}`;
  const [views, setViews] = useState(() => readViews(read(key)));
  function keep(next: readonly SavedView[]) {
    setViews(next);
    try {
      localStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Storage may be forbidden; then they last until the page is left.
    }
  }
  return { views, keep };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
