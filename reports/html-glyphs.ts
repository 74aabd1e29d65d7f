import type { Weight } from "./importance";

/** What a mark on a map shows, so that nobody needs to tell its colour. */
export const GLYPHS: Readonly<Record<Weight, string>> = { error: "✕", warning: "!", undetermined: "?", waived: "–" };
