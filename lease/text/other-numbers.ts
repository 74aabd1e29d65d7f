import type { Confidence } from "./written-address";

/** What stands before and after a number is looked at this far, so that the work at each is bounded. */
const BEFORE = 64;
const AFTER = 24;

/** Words that say what a number is, right before it; between the two stand signs such as `: "` and comparisons. */
const GAP =
  "[\"'`)>\\]]{0,2}[ \\t]{0,4}(?:(?::?=|=>|:|,|\\(|>|\\bis\\b)?[ \\t]{0,4}){1,2}[[({\"'`]{0,3}(?:[~^<>=!]{1,2}[ \\t]{0,2})?[vV]?$";
const VERSION = new RegExp(
  `(?:version|versions|semver|\\bvers?\\.?|versionName|versionCode|version_?(?:name|string|number|info))${GAP}`,
  "i",
);
const SECTION =
  /(?:§|\b(?:section|sections|sect?\.?|abschnitt|kapitel|abb\.?|chapter|chap\.?|clause|paragraph|para\.?|figure|fig\.?|table|appendix|annex|article|subsection|item|heading|oid))[ \t]{0,4}[:#.(]?[ \t]{0,2}$/i;
const RELEASE =
  /\b(?:release|releases|released|build|firmware|driver|kernel|upgrade|upgraded|upgrading|downgraded?|bumped?|tagged|revision|patch)(?:[ \t]{1,4}(?:to|from|in|as|is|version))?["'`]?[ \t]{0,4}[:=#]?[ \t]{0,4}["'`]?$/i;
/** Products that name their version after a slash, of four parts among them (RFC 9110 §10.1.5). */
const PRODUCT =
  /\b(?:Chrome|Chromium|HeadlessChrome|CriOS|Edge?|EdgA|EdgiOS|OPR|Opera|Safari|Firefox|FxiOS|Mozilla|Version|Trident|MSIE|YaBrowser|Vivaldi|Electron|AppleWebKit|SamsungBrowser|UCBrowser|Windows NT|okhttp|Java|Python|Go-http-client|curl|Wget)[/ ]$/i;
/** Letters glued to a number that make it a version or a revision. */
const GLUED = /^(?:v|ver|vers|version|r|rev|rel|release|build|oid)$/i;
/** Labels before a dot after which a number is the version of a library or the rest of an object identifier. */
const DOTTED = /(?:\.so|\.dylib|\.dll|\boid|\biso|\benterprises|\bmib-2)\.$/i;
const REQUIREMENT =
  /(?:^|[\s"'`,[(])([A-Za-z][\w.-]{0,40}(?:\[[\w,-]{1,40}\])?)[ \t]?(?:===?|[<>~!]=|~>|@\^|@~|@>=?)[ \t]?$/;
/** A tool that installs, or a field or command that names an image, and the name whose version follows. */
const PACKAGE =
  /(?:\b(?:npm|npx|pnpm|yarn|bun|cargo|brew|go)[ \t]{1,4}(?:i|install|add|get|run|exec|dlx|update|upgrade|view)[ \t]{1,4}(?:-[\w-]{1,20}[ \t]{1,4}){0,3}@?[\w./-]{1,50}@|(?:\bimage["']?[ \t]{0,4}[:=]|\bFROM|\b(?:docker|podman|crictl|nerdctl)[ \t]{1,4}(?:pull|push|tag))[ \t]{0,4}["']?[\w.:/-]{1,60}:)v?$/;
/** The group and the name of an artifact of Maven before its version: `com.example:library:`. */
const ARTIFACT =
  /(?:^|[\s"'(])(?:[A-Za-z][\w-]{0,40}(?:\.[A-Za-z][\w-]{0,40}){1,8}:[\w.-]{1,60}|([A-Za-z][\w-]{0,40}):\1):(?:jar:|aar:|pom:)?$/;
/** A requirement in quotes, `"node": ">=1.2.3.4"`. A caret begins a regular expression as often. */
const QUOTED_REQUIREMENT = /["'](?:[<>~!]=|==)$/;
/** A product in the headers that name products (RFC 9110, sections 7.6.3, 10.1.5 and 10.2.4). */
const HEADER = /\b(?:User-Agent|Server|Via|X-Powered-By)["']?[ \t]{0,4}[:=][^\n]{0,48}[A-Za-z]\/$/i;
/** A change log's heading of a release. */
const HEADING = /^#{1,4}[ \t]{1,4}\[v?$/m;
/** Words of lines that say whom to call. */
const PHONE = /\b(?:phone|tel|telephone|fax|mobile)(?:[.:]|\b)[.:=]?[ \t]{0,4}["'+(]{0,2}$/i;
/** Names that are compared with addresses rather than with versions. */
const ADDRESS_NAME =
  /ip|addr|host|src|dst|source|dest|remote|net|peer|server|client|from|cidr|gateway|range|start|end|first|last/i;

/** What follows a version and never an address. */
const VERSION_TAIL =
  /^(?:[-.+~_]?(?:rc|alpha|beta|dev|post|pre|snapshot|release|final|ga|sp|hotfix|nightly|canary|preview|patch|milestone)(?:[-.]?[0-9]|[^A-Za-z0-9]|$)|[ab][0-9]|[-.+~](?:final|el[5-9]|fc[0-9]|amzn|ubuntu|deb[0-9]|dfsg|git|build|incompatible|sha)|\+[0-9a-f]|-[0-9]{1,3}(?:\.[0-9]{1,3})*\.?(?:el[5-9]|fc[0-9]{2}|amzn|x86_64|noarch|aarch64|ubuntu|deb)|[._-](?:jar|whl|rpm|deb|gem|nupkg|dll|egg|msi|apk|dmg|vsix|crate|so|dylib)\b|[A-Za-z]|-(?:py[23]|cp3|alpine|slim|bookworm|bullseye|buster|jammy|focal|noble|jre|jdk|fpm)|-[0-9]{1,3}[ \t]{1,8}(?:amd64|arm64|all|x86_64|noarch|i386)\b|[._-](?:amd64|arm64|x86_64|noarch|i386|aarch64|win32|linux|darwin)\b)/i;

/** A file of a release, `foo-203.0.113.7.tar.gz`; what holds the data of a host is named after its address. */
const ARCHIVE_TAIL =
  /^(?:\.orig)?\.(?:tar|tgz|tbz2?|txz|tzst|zip|gz|bz2|xz|zst|7z|rar|exe|pkg|bin|iso|img|asc|sig|sha256)(?![\w-])/i;
const NAMED = /[A-Za-z0-9][-_]$/;
const OF_HOST =
  /(?:backups?|bak|dump|logs?|config|conf|cert|keys?|state|snapshot|report|scan|capture|pcap|ip|ipv4|host|server|node|router|switch|fw|firewall|gw|vpn|db|web|mail|dns)[-_]$/i;

/**
 * Whether numbers joined by dots are something else by what stands around them: a version, a section, an object identifier.
 * @returns `none` where they are, else how sure an address is
 */
export function readDottedAs(text: string, start: number, end: number): Confidence | "none" {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const after = text.slice(end, end + AFTER);
  if (VERSION_TAIL.test(after)) return "none";
  const glued = /[A-Za-z]{1,16}$/.exec(before)?.[0];
  if (glued !== undefined) return GLUED.test(glued) ? "none" : "likely";
  if (VERSION.test(before) || SECTION.test(before) || PRODUCT.test(before) || DOTTED.test(before)) return "none";
  if (
    PACKAGE.test(before) ||
    ARTIFACT.test(before) ||
    HEADING.test(before) ||
    QUOTED_REQUIREMENT.test(before) ||
    HEADER.test(before) ||
    PHONE.test(before)
  )
    return "none";
  if (ARCHIVE_TAIL.test(after) && NAMED.test(before)) return OF_HOST.test(before) ? "likely" : "none";
  const requirement = REQUIREMENT.exec(before)?.[1];
  // `name==1.2.3.4` without a space or a quote is how requirements are written, not how programs compare.
  if (requirement !== undefined && !ADDRESS_NAME.test(requirement)) return /[=<>~^]$/.test(before) ? "none" : "likely";
  if (/~>[ \t]?$/.test(before)) return "none";
  // `/opt/foo-203.0.113.7/bin` is as often the folder of a version.
  if (/[A-Za-z][-_]$/.test(before) && !OF_HOST.test(before) && !HOST_BEFORE.test(before)) return "likely";
  if (RELEASE.test(before) || /[A-Za-z]\.$/.test(before)) return "likely";
  return /^[A-Za-z_]/.test(after) ? "likely" : "certain";
}

/** Whether three numbers with a dot after them may be the start of addresses rather than a version or a section. */
export function readPartAs(text: string, start: number, end: number): Confidence | "none" {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const whole = readDottedAs(text, start, end);
  if (whole === "none" || RELEASE.test(before)) return "none";
  const requirement = REQUIREMENT.exec(before)?.[1];
  return requirement !== undefined && !ADDRESS_NAME.test(requirement) ? "none" : whole;
}

const SERIAL =
  /(?:\b(?:phone|tel|telephone|fax|mobile|isbn|issn|ssn|ein|part|serial|sku|order|invoice|account|acct|case|ticket|date|dated|model|version|release|build)\b|\bv)[ \t]{0,2}(?:no|nr|number|num|id|#)?[.:#=]{0,2}[ \t]{0,4}["'`+(]{0,2}$/i;
const HOST_BEFORE =
  /(?:^|[^A-Za-z0-9])(?:ip|ipv4|ec2|host|hosts|static|dhcp|dynamic|dyn|node|vps|vm|server|srv|pool|cust|customer|client|adsl|dsl|ppp|cable|addr|address|nat|eip|net|cidr|subnet|gw|instance)[-_.]?$/i;

/** As `readDottedAs`, of four numbers that dashes or underscores join: the names of hosts and resources hold such. */
export function readJoinedAs(text: string, start: number, end: number): Confidence | "none" {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  const after = text.slice(end, end + AFTER);
  if (SERIAL.test(before) || /^[A-Za-z]/.test(after)) return "none";
  return HOST_BEFORE.test(before) || /^[.-][A-Za-z][A-Za-z0-9-]*\./.test(after) ? "certain" : "likely";
}

const WHOLE_NUMBER_OF_ADDRESS =
  /(?:ip|ips|ipv4|addr|address|inet|aton|ntoa|host|net|cidr|src|dst|source|dest|destination|gateway|remote|peer|range|allow|deny|block|subnet|network|from|to|start|end|first|last|low|high|min|max)(?:_?(?:int|num|number|long|dec|decimal|start|end|from|to))?["'`)\]]{0,2}[ \t]{0,4}(?:[:=,(]|is|=>|>=|<=|between|and)?[ \t]{0,4}["'`(]{0,2}$|inet_?ntoa\([ \t]{0,2}$|:\/\/(?:[^/\s@]{1,40}@)?$/i;
const WHOLE_NUMBER_OF_ANOTHER =
  /(?:id|ids|uid|gid|time|timestamp|ts|epoch|date|at|expires|created|updated|modified|mtime|ctime|atime|serial|phone|tel|fax|mobile|order|account|acct|size|bytes|count|total|hash|seed|ttl|version|number|no|isbn|ean|upc|sku|price|amount|sum|crc32?|checksum|offset|length|len|random|nonce|key|port|revision|build)["'`)\]]{0,2}[ \t]{0,4}(?:[:=,(]|is|=>)?[ \t]{0,4}["'`(+]{0,2}$/i;
/** From here on a number of this size is no time in seconds that anybody writes. */
const LATEST_SECOND = 2_147_483_647;

/** Whether a whole number may be an address: never certain, and a time unless something says otherwise. */
export function isNumberOfAddress(text: string, start: number, value: number): boolean {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  if (WHOLE_NUMBER_OF_ADDRESS.test(before)) return true;
  return value > LATEST_SECOND && !WHOLE_NUMBER_OF_ANOTHER.test(before);
}
