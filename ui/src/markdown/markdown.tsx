import { ExternalLink, Image, Square, SquareCheck } from "lucide-react";
import { type CSSProperties, lazy, memo, type ReactNode, Suspense } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import rehypeSanitize from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { inert } from "../../../receiver/src/inert.ts";
import { seenText } from "../parts/seen-text.ts";
import { markupAsText } from "./markup-as-text.ts";
import { hostOf, outwardAddress } from "./outward-address.ts";

/** Markdown as elements of ours alone: markup in it stays text, nothing of it is loaded, and links say where they lead. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  return (
    <div className="said space-y-2 [overflow-wrap:anywhere]">
      <ReactMarkdown
        remarkPlugins={plugins}
        rehypePlugins={sanitizers}
        urlTransform={(address) => address}
        components={components}
      >
        {seenText(text)}
      </ReactMarkdown>
    </div>
  );
});

const Code = lazy(() => import("../code/code.tsx").then(({ Code }) => ({ default: Code }), plainCode));

/** Where colours cannot be had, code is as it was before them. */
const plainCode = () => ({ default: memo(({ text }: { readonly text: string; readonly language: string }) => text) });

const plugins = [remarkGfm, markupAsText];
const sanitizers = [rehypeSanitize];

interface Told {
  readonly children?: ReactNode;
}

const components: Components = {
  a: ({ href, children }) => <Outward address={href}>{children}</Outward>,
  img: ({ src, alt }) => <Picture address={typeof src === "string" ? src : ""} alt={alt} />,
  input: ({ checked }) => <Task isDone={checked === true} />,
  h1: ({ children }) => <Heading look="text-[15px]">{children}</Heading>,
  h2: ({ children }) => <Heading look="text-[14px]">{children}</Heading>,
  h3: ({ children }) => <Heading look="">{children}</Heading>,
  h4: ({ children }) => <Heading look="">{children}</Heading>,
  h5: ({ children }) => <Heading look="text-quiet">{children}</Heading>,
  h6: ({ children }) => <Heading look="text-quiet">{children}</Heading>,
  p: ({ children }) => <p>{children}</p>,
  ul: ({ children }) => <ul className="list-disc space-y-0.5 pl-5 marker:text-quiet">{children}</ul>,
  ol: ({ children, start }) => (
    <ol start={start} className="list-decimal space-y-0.5 pl-6 marker:text-quiet">
      {children}
    </ol>
  ),
  li: ({ className, children }) => (
    <li className={className?.includes("task-list-item") ? "-ml-5 list-none" : ""}>{children}</li>
  ),
  blockquote: ({ children }) => <blockquote className="border-line border-l-2 pl-3 text-quiet">{children}</blockquote>,
  hr: () => <hr className="border-line" />,
  code: ({ className, children }) => (
    <code className="rounded-xs bg-hover px-1 py-px font-mono text-table">
      <Coloured language={/^language-(\S+)/.exec(className ?? "")?.[1]}>{children}</Coloured>
    </code>
  ),
  pre: ({ children }) => (
    <pre
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-box border border-line bg-ground px-3 py-2 text-table leading-relaxed [&_code]:bg-transparent [&_code]:p-0"
    >
      {children}
    </pre>
  ),
  table: ({ children }) => (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too
    <div tabIndex={0} className="overflow-x-auto">
      <table className="text-table tabular-nums">{children}</table>
    </div>
  ),
  th: ({ style, children }) => (
    <th className={`border-line border-b px-2 py-1 font-semibold ${sideOf(style)}`}>{children}</th>
  ),
  td: ({ style, children }) => (
    <td className={`border-line border-b px-2 py-1 align-top ${sideOf(style)}`}>{children}</td>
  ),
  section: ({ children }) => <div className="border-line border-t pt-2 text-quiet text-table">{children}</div>,
  sup: ({ children }) => <sup>{children}</sup>,
};

const sideOf = (style: CSSProperties | undefined) => (style?.textAlign === "right" ? "text-right" : "text-left");

/** Code that names its language has its colours, as soon as what gives them is there. */
function Coloured({ language, children }: Told & { readonly language: string | undefined }) {
  if (language === undefined || typeof children !== "string") return children;
  return (
    <Suspense fallback={children}>
      <Code text={children} language={language} />
    </Suspense>
  );
}

/** Bold rather than large: a message is no page, and its headings are none of ours. */
function Heading({ look, children }: Told & { readonly look: string }) {
  return <p className={`font-semibold ${look}`}>{children}</p>;
}

/** Leads away from here only when it is pressed, in a window that knows nothing of this one. */
function Outward({ address, children }: Told & { readonly address: string | undefined }) {
  const url = outwardAddress(address);
  if (url === null) {
    return (
      <span title={address ? `a link to ${inert(address.slice(0, 300))}, which is not followed` : undefined}>
        {children}
        {!address?.startsWith("#") && <span className="text-quiet"> [link not followed]</span>}
      </span>
    );
  }
  return (
    <a
      href={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      referrerPolicy="no-referrer"
      title={`leads to ${inert(url.slice(0, 500))}`}
      className="text-accent underline decoration-1 underline-offset-2"
    >
      <bdi>{children}</bdi>
      <span className="whitespace-nowrap text-[11px] text-quiet">
        {" "}
        ({inert(hostOf(url))}{" "}
        <ExternalLink size={10} className="inline align-[-1px]" role="img" aria-label="elsewhere" />)
      </span>
    </a>
  );
}

/** Never loaded: whoever put it there would know who looks at it, and when. */
function Picture({ address, alt }: { readonly address: string; readonly alt: string | undefined }) {
  const where = /^data:/i.test(address) ? "inline" : inert(address.slice(0, 300));
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-sm border border-line border-dashed px-1.5 py-0.5 align-middle text-quiet text-table">
      <Image size={13} className="shrink-0" aria-hidden />
      <span className="truncate">
        Picture, not loaded: {alt ? `${inert(alt.slice(0, 200))}, ` : ""}
        {where || "no address"}
      </span>
    </span>
  );
}

function Task({ isDone }: { readonly isDone: boolean }) {
  const Icon = isDone ? SquareCheck : Square;
  return (
    <Icon
      size={13}
      className={`mr-1 inline align-[-2px] ${isDone ? "text-ok" : "text-quiet"}`}
      role="img"
      aria-label={isDone ? "done" : "to do"}
    />
  );
}
