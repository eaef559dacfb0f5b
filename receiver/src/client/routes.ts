import type { ExtractSchema } from "hono/types";
import type { apiRoutes } from "../api/routes.ts";

/**
 * What can be asked, read from the receiver's routes themselves: a route that changes fails the type check of whoever
 * asks it. All of it is types, and gone when the program runs.
 */
type Routes = ExtractSchema<ReturnType<typeof apiRoutes>>;

/** By the path behind `/api/projects/:project/`. */
type OfProject = {
  [Path in keyof Routes as Path extends `/api/projects/:project/${infer Rest}` ? Rest : never]: Routes[Path];
};

export type Method = "get" | "post" | "put";

/** The paths that can be asked with a method: "traces/:traceId", "usage", … */
export type PathOf<Asked extends Method> = {
  [Path in keyof OfProject]: OfProject[Path] extends Record<`$${Asked}`, unknown> ? Path : never;
}[keyof OfProject];

type RouteOf<Asked extends Method, Path extends PathOf<Asked>> =
  OfProject[Path] extends Record<`$${Asked}`, infer Route> ? Route : never;
type InputOf<Asked extends Method, Path extends PathOf<Asked>> =
  RouteOf<Asked, Path> extends { input: infer Input } ? Input : never;

/** What stands in the path, but the project. */
type InPath<Input> = Input extends { param: infer Params } ? Omit<Params, "project"> : unknown;

type OneOrMore = string | readonly string[];
/** A name that is no parameter of its own: an attribute of what has a service, a note of what belongs to a session. */
type Keyed<Path, Query> = ("service" extends (Path extends Unattributed ? never : keyof Query)
  ? { readonly [Name in `attr.${string}`]?: OneOrMore }
  : unknown) &
  ("bot" extends keyof Query ? { readonly [Name in `meta.${string}`]?: OneOrMore } : unknown);
/** Narrowed by a service, and yet without attributes. */
type Unattributed = "findings" | "reconcile";
/** Whole numbers are told as text by whoever asks and read from it, so the route itself does not say what they are. */
type Told<Value> = unknown extends Value
  ? number | null
  : (Value extends readonly (infer Item)[] ? readonly Item[] : Value) | (undefined extends Value ? null : never);
type InQuery<Path, Input> = Input extends { query: infer Query }
  ? string extends keyof Query
    ? unknown
    : { readonly [Name in keyof Query]: Told<Query[Name]> } & Keyed<Path, Query>
  : unknown;

/** What is asked: what stands in the path and its parameters. Of one that repeats, all in a list; null is left out. */
export type Given<Path extends PathOf<Asked>, Asked extends Method = "get"> = object &
  InPath<InputOf<Asked, Path>> &
  InQuery<Path, InputOf<Asked, Path>>;

export type BodyOf<Asked extends Method, Path extends PathOf<Asked>> =
  InputOf<Asked, Path> extends { json: infer Body } ? Body : unknown;

type Success<Route> = Route extends { status: 200; outputFormat: "json"; output: infer Output } ? Output : never;
export type Answer<Path extends PathOf<Asked>, Asked extends Method = "get"> = Success<RouteOf<Asked, Path>>;

/** One of what a list answers with. */
export type Item<Path extends PathOf<"get">> = Answer<Path> extends { items: readonly (infer One)[] } ? One : never;

export type Projects = Success<Routes["/api/projects"]["$get"]>;
