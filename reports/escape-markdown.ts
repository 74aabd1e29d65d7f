import { plainText } from "./plain-text";
import { webAddress } from "./web-address";

/**
 * Text of a program as text of GitHub-flavoured Markdown, inside a line or a table cell. Whatever could mean something is a
 * numeric character reference, which never forms structure (CommonMark §2.5). GitHub also links what it finds in the
 * finished text (@mentions, #references, addresses, :emoji:): there a zero-width space is put between.
 */
export function markdownText(text: string): string {
  return plainText(text)
    .replace(LIVE, (found) => `${found}${ZERO_WIDTH_SPACE}`)
    .replace(MEANINGFUL, reference);
}

/**
 * As `markdownText`, in code type: for names. A code host looks for no references and emoji there, so that most names can be
 * copied as they are; addresses it links even there. A code span could not hold every name inside a table.
 */
export function markdownCode(text: string): string {
  const dead = plainText(text).replace(LIVE_IN_CODE, (found) => `${found}${ZERO_WIDTH_SPACE}`);
  return `<code>${dead.replace(MEANINGFUL, reference)}</code>`;
}

/** An address as the target of a Markdown link; undefined where it is no http or https URL. */
export function markdownTarget(link: string | undefined): string | undefined {
  return webAddress(link)
    ?.replace(/[()<>|\\`*_[\]~!]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll("&", "&amp;");
}

const ZERO_WIDTH_SPACE = "\u200b";

// What a code host turns into something live: after each of these a zero-width space goes in.
const LIVE = /@|#(?=\d)|GH-(?=\d)|:(?=\/\/)|www(?=\.)|:(?=[\w+-]+:)/gi;
const LIVE_IN_CODE = /@|:(?=\/\/)|www(?=\.)/gi;

// Punctuation that begins or ends anything inline, in a table or in GitHub's extensions.
const MEANINGFUL = /[&<>|`*_~[\]\\@$\u200b]/g;

function reference(character: string): string {
  return `&#${character.charCodeAt(0)};`;
}
