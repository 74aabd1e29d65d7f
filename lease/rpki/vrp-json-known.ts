import { fullLength } from "../prefix";
import {
  CLOSE_LIST,
  CLOSE_OBJECT,
  COLON,
  JsonScanner,
  OPEN_LIST,
  OPEN_OBJECT,
  QUOTE,
  Unforeseen,
} from "./json-scanner";
import { familyOf, scanPrefix } from "./prefix-scanner";
import { isAsn } from "./vrp";
import { emptyRows, type VrpRow, type VrpRows } from "./vrp-columns";
import { LATEST, type ReadVrps } from "./vrp-json-strict";

const word = (text: string): Uint8Array => new TextEncoder().encode(text);
const ROAS = word("roas");
const METADATA = word("metadata");
const ASN = word("asn");
const PREFIX = word("prefix");
const MAX_LENGTH = word("maxLength");
const OTHER_MAX_LENGTH = word("max_length");
const EXPIRES = word("expires");
const CAPITAL_A = 0x41;
const CAPITAL_S = 0x53;

/**
 * Reads a document of validated payloads straight from its bytes into columns, without a value for each payload: some five
 * times faster than by way of `JSON.parse`, and in a tenth of the memory.
 *
 * @returns what `readStrictly` returns; undefined for a document that is not quite of the shape that relying parties write,
 * right or wrong: that is for `readStrictly` to tell
 */
export function readKnownShape(bytes: Uint8Array, at: number): ReadVrps | undefined {
  try {
    return new KnownShape(bytes, at).document();
  } catch (error) {
    if (error instanceof Unforeseen) return undefined;
    throw error;
  }
}

/** A member that was seen of the entry that is read. */
const SEEN_ASN = 1;
const SEEN_PREFIX = 2;
const SEEN_MAX_LENGTH = 4;
const SEEN_EXPIRES = 8;

class KnownShape {
  private readonly scanner: JsonScanner;
  private readonly rows: VrpRows = emptyRows();
  /** The entry that is read. */
  private readonly row: VrpRow = { words: new Uint32Array(4), length: 0, asn: 0, maxLength: 0, expires: 0 };
  private isIpv6 = false;
  private expired = 0;

  constructor(
    bytes: Uint8Array,
    private readonly now: number,
  ) {
    this.scanner = new JsonScanner(bytes);
  }

  document(): ReadVrps {
    const { scanner } = this;
    const metadata = scanner.peek() === OPEN_LIST ? this.list() : this.object();
    if (scanner.peek() !== -1) throw new Unforeseen();
    return { rows: this.rows, expired: this.expired, metadata };
  }

  /** The document's object. @returns its `metadata` */
  private object(): unknown {
    const { scanner } = this;
    let lists = 0;
    let metadata: unknown;
    scanner.take(OPEN_OBJECT);
    do {
      scanner.take(QUOTE);
      if (scanner.word(ROAS)) {
        scanner.take(COLON);
        // Of two lists the last would count.
        if (lists++ > 0) throw new Unforeseen();
        this.list();
      } else if (scanner.word(METADATA)) {
        scanner.take(COLON);
        metadata = scanner.value();
      } else {
        scanner.skipPlainText();
        scanner.take(COLON);
        scanner.value();
      }
    } while (scanner.more(CLOSE_OBJECT));
    if (lists === 0) throw new Unforeseen();
    return metadata;
  }

  private list(): undefined {
    const { scanner } = this;
    scanner.take(OPEN_LIST);
    if (scanner.takes(CLOSE_LIST)) return;
    do this.entry();
    while (scanner.more(CLOSE_LIST));
  }

  private entry(): void {
    const { scanner, row } = this;
    let seen = 0;
    row.expires = 0;
    scanner.take(OPEN_OBJECT);
    do {
      scanner.take(QUOTE);
      const member = this.member();
      // Of two the last would count.
      if ((seen & member) !== 0) throw new Unforeseen();
      seen |= member;
    } while (scanner.more(CLOSE_OBJECT));
    if ((seen & SEEN_ASN) === 0 || (seen & SEEN_PREFIX) === 0) throw new Unforeseen();
    if ((seen & SEEN_MAX_LENGTH) === 0) row.maxLength = row.length;
    this.add();
  }

  /** Reads a member of an entry, after the first mark of its name. @returns which it was, 0 for one of no interest */
  private member(): number {
    const { scanner, row } = this;
    if (scanner.word(PREFIX)) {
      this.startText();
      const scanned = scanPrefix(scanner, row.words);
      this.isIpv6 = familyOf(scanned) === 6;
      row.length = scanned & 0xff;
      return SEEN_PREFIX;
    }
    if (scanner.word(ASN)) {
      row.asn = this.asn();
      return SEEN_ASN;
    }
    if (scanner.word(MAX_LENGTH)) {
      row.maxLength = this.number();
      return SEEN_MAX_LENGTH;
    }
    if (scanner.word(EXPIRES)) {
      row.expires = Math.min(this.number(), LATEST);
      if (row.expires === 0) throw new Unforeseen();
      return SEEN_EXPIRES;
    }
    if (scanner.word(OTHER_MAX_LENGTH)) throw new Unforeseen();
    scanner.skipPlainText();
    scanner.take(COLON);
    if (scanner.takes(QUOTE)) scanner.skipPlainText();
    else scanner.value();
    return 0;
  }

  private startText(): void {
    this.scanner.take(COLON);
    this.scanner.take(QUOTE);
  }

  private number(): number {
    this.scanner.take(COLON);
    this.scanner.peek();
    return this.scanner.wholeNumber();
  }

  /** `13335`, `"13335"` or `"AS13335"`. */
  private asn(): number {
    const { scanner } = this;
    scanner.take(COLON);
    const isText = scanner.takes(QUOTE);
    const { bytes, at } = scanner;
    if (isText && bytes[at] === CAPITAL_A && bytes[at + 1] === CAPITAL_S) scanner.at += 2;
    const asn = scanner.wholeNumber();
    if (!isAsn(asn) || (isText && bytes[scanner.at++] !== QUOTE)) throw new Unforeseen();
    return asn;
  }

  private add(): void {
    const { row, rows, isIpv6 } = this;
    if (row.maxLength < row.length || row.maxLength > fullLength(isIpv6 ? 6 : 4)) throw new Unforeseen();
    if (row.expires !== 0 && row.expires < this.now) this.expired++;
    else (isIpv6 ? rows.v6 : rows.v4).addRow(row);
  }
}
