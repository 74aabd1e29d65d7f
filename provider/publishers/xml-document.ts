import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element of an XML document, by its local name. Text is a string; elements that are named as lists are arrays. */
export type XmlElement = { readonly [name: string]: unknown };

/** Deepest nesting that is read; the documents of registries have six levels. */
const DEEPEST = 20;

/**
 * Reads an XML document from a stranger: no DOCTYPE, so no entities beyond XML's own five, none of them expanded, and
 * bounded nesting. How long it may be is bounded where it is received.
 *
 * @param lists Local names of elements that may occur more than once beside one another.
 * @returns The root's local name and the root; undefined where the text is no well-formed document of that kind.
 */
export function parseXml(text: string, lists: readonly string[]): { root: string; element: XmlElement } | undefined {
  // Anywhere at all: a comment that mentions one is refused too, which costs nothing.
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) return undefined;
  // The parser bounds the nesting, so it comes first; it forgives what is not closed, so the validator comes after it.
  const parsed = read(text, new Set(lists));
  const [only, ...others] = Object.entries(parsed ?? {});
  if (only === undefined || others.length > 0 || XMLValidator.validate(text) !== true) return undefined;
  const [root, element] = only;
  // An empty root is an empty text to the parser, and one with text alone is that text.
  if (typeof element === "string") return { root, element: { "#text": element } };
  return isElement(element) ? { root, element } : undefined;
}

/** Child elements of a name that was given as a list; texts among them are left out. */
export function childrenOf(element: XmlElement, name: string): XmlElement[] {
  const found = element[name];
  return Array.isArray(found) ? found.filter(isElement) : [];
}

/** Text of a child element, trimmed; undefined where there is none. */
export function textOf(element: XmlElement, name: string): string | undefined {
  const found = element[name];
  const text = isElement(found) ? found["#text"] : found;
  return typeof text === "string" ? text.trim() : undefined;
}

/** Text as it stands in an element. */
export function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function read(text: string, lists: ReadonlySet<string>): XmlElement | undefined {
  const parser = new XMLParser({
    removeNSPrefix: true,
    ignoreAttributes: false,
    ignoreDeclaration: true,
    parseTagValue: false,
    parseAttributeValue: false,
    processEntities: false,
    maxNestedTags: DEEPEST,
    isArray: (name) => lists.has(name),
  });
  try {
    return parser.parse(text);
  } catch {
    // Its own errors quote the document.
    return undefined;
  }
}
