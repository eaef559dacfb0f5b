import { z } from "zod";

const view = z.strictObject({
  /** Of what it is a list. */
  list: z.enum(["sessions", "traces"]),
  name: z.string().trim().min(1, "give it a name").max(60),
  /** The part of its address behind the question mark, with it; empty for the list as it is. */
  query: z
    .string()
    .max(4000)
    .regex(/^(\?.*)?$/, "the part of an address from its question mark on"),
});

export type SavedView = z.output<typeof view>;

/** Lists that the people of a project want to find again; in a list each has a name of its own. */
export const savedViewsSetting = z
  .array(view)
  .max(200)
  .superRefine((views, context) => {
    const known = new Set<string>();
    for (const [at, { list, name }] of views.entries()) {
      const key = `${list} ${name}`;
      if (known.has(key))
        context.addIssue({ code: "custom", path: [at, "name"], message: "there is one of that name" });
      known.add(key);
    }
  });
