import MarkdownIt from "markdown-it";

/** What a reader of some Markdown sees. */
export interface Seen {
  /** All text, one line a table cell, paragraph or heading; zero-width spaces, which nobody sees, left out. */
  readonly text: string[];
  /** Tags of HTML as they stand in the source, in order. */
  readonly tags: string[];
  /** Targets of links and images, written or found in bare text. */
  readonly links: string[];
  /** Text outside code as a code host would search it for mentions and references. */
  readonly live: string;
}

/** Reads Markdown as a code host does: CommonMark with tables, raw HTML, and links found in bare text. */
export function readMarkdown(source: string): Seen {
  const parser = new MarkdownIt({ html: true, linkify: true });
  // GitHub links bare addresses that have a scheme or begin with www, and mail addresses: not every name with a dot.
  parser.linkify.set({ fuzzyLink: false });
  const seen = { text: [] as string[], tags: [] as string[], links: [] as string[], live: "" };
  for (const token of parser.parse(source, {})) {
    if (token.type === "html_block") seen.tags.push(...(token.content.match(/<[^>]*>/g) ?? []));
    if (token.type === "fence" || token.type === "code_block") seen.text.push(token.content);
    if (token.type !== "inline") continue;
    let line = "";
    let inCode = false;
    for (const child of token.children ?? []) {
      if (child.type === "html_inline") {
        seen.tags.push(child.content);
        seen.live += "\n";
        if (child.content === "<code>") inCode = true;
        if (child.content === "</code>") inCode = false;
      }
      if (child.type === "link_open") seen.links.push(child.attrGet("href") ?? "");
      if (child.type === "image") seen.links.push(child.attrGet("src") ?? "");
      if (child.type === "code_inline") line += child.content;
      if (child.type !== "text" && child.type !== "text_special") continue;
      line += child.content;
      if (!inCode) seen.live += child.content;
    }
    seen.live += "\n";
    seen.text.push(line.replaceAll("\u200b", ""));
  }
  return seen;
}
