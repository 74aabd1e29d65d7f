/** The page's style sheet: light and dark by the reader's preference, and for paper. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f5f6f8; --surface: #fff; --text: #1a1f26; --muted: #545d68; --line: #d4d9e0; --link: #0a58a8;
  --error: #b3201a; --warning: #8a4b00; --undetermined: #5a3ea6; --waived: #545d68; --on-colour: #fff;
  --error-soft: #fdecea; --warning-soft: #fdf1dd; --undetermined-soft: #f0ecfb; --waived-soft: #eceef1;
  --s0: #2563a8; --s1: #2c7a3f; --s2: #8a45bd; --s3: #a8520d; --s4: #0c747d; --s5: #a42f69; --none: #545d68;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1217; --surface: #171c23; --text: #e7ebf0; --muted: #a3adb9; --line: #323b46; --link: #7db8f5;
    --error: #ff8f85; --warning: #f0b95a; --undetermined: #bda9ff; --waived: #a3adb9; --on-colour: #12161b;
    --error-soft: #3a1c1b; --warning-soft: #37290f; --undetermined-soft: #2a2343; --waived-soft: #262d36;
    --s0: #6ca7e8; --s1: #74c285; --s2: #c79af0; --s3: #e6a063; --s4: #55c1ca; --s5: #ea8bba; --none: #a3adb9;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem clamp(0.75rem, 3vw, 2.5rem) 3rem; max-width: 78rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
}
h1, h2, h3, p, ul, ol, dl, figure { margin: 0; }
/* Items and summaries are no list items to the layout: Chromium numbers those anew as each is hidden, for minutes where
   there are thousands. */
li, summary { display: block; }
ul, ol { padding: 0; list-style: none; }
h1 { font-size: 1.7rem; line-height: 1.25; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 0.75rem; }
h3 { font-size: 1rem; overflow-wrap: anywhere; }
a { color: var(--link); }
code, .urn, .prefix, dd { font-family: ui-monospace, "SFMono-Regular", Menlo, Consolas, monospace; font-size: 0.92em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -100rem; }
.skip:focus { left: 1rem; top: 0.5rem; padding: 0.4rem 0.8rem; background: var(--surface); z-index: 1; }
.brand { color: var(--muted); font-size: 0.8rem; font-weight: 650; letter-spacing: 0.09em; text-transform: uppercase; }
.about { color: var(--muted); margin-top: 0.25rem; }
.about strong { color: var(--text); }
footer { margin-top: 2.5rem; color: var(--muted); font-size: 0.875rem; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr)); gap: 0.75rem; margin-top: 1.25rem; }
.tile {
  display: flex; flex-direction: column; padding: 0.7rem 1rem; background: var(--surface);
  border: 1px solid var(--line); border-top: 4px solid var(--line); border-radius: 8px;
}
.tile .count { font-size: 1.75rem; font-weight: 650; line-height: 1.2; font-variant-numeric: tabular-nums; }
.tile .word { color: var(--muted); font-size: 0.875rem; }
.tile.none .count { color: var(--muted); font-weight: 400; }
.tile.error { border-top-color: var(--error); } .tile.error .count { color: var(--error); }
.tile.warning { border-top-color: var(--warning); } .tile.warning .count { color: var(--warning); }
.tile.undetermined { border-top-color: var(--undetermined); } .tile.undetermined .count { color: var(--undetermined); }
.tile.waived { border-top-color: var(--waived); }

.lease, .finding, #filter, .note, .not-run {
  background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.25rem;
}
.lease + .lease { margin-top: 1rem; }
.lease h3 { font-size: 1.1rem; }
.prefix { font-weight: 400; color: var(--muted); margin-left: 0.4rem; }
.whole { margin-top: 0.6rem; }
.whole .error { color: var(--error); } .whole .warning { color: var(--warning); }
.whole .undetermined { color: var(--undetermined); } .whole .waived { color: var(--waived); }
.legend { display: flex; flex-wrap: wrap; gap: 0.4rem 1.2rem; margin-bottom: 0.75rem; font-size: 0.875rem; color: var(--muted); }
.legend li { display: flex; align-items: center; gap: 0.45rem; }
.legend .badge { width: 1.35rem; padding: 0; line-height: 1.35rem; text-align: center; border-radius: 50%; }

.map { margin-top: 0.9rem; }
.map figcaption { color: var(--muted); font-size: 0.875rem; margin-bottom: 0.35rem; }
.scroll { overflow-x: auto; }
svg { display: block; width: 100%; min-width: 44rem; height: auto; }
svg text { font: 11px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--text); }
svg text.address { font: 11.5px ui-monospace, Menlo, Consolas, monospace; fill: var(--muted); }
svg text.name { font-weight: 600; }
.ground { fill: var(--surface); } .hatch { stroke: var(--line); stroke-width: 2; }
.frame { fill: none; stroke: var(--muted); } .row { stroke: var(--line); }
.cells { fill: none; stroke: var(--muted); stroke-width: 0.6; opacity: 0.35; }
.segment { fill: color-mix(in srgb, var(--own) 20%, var(--surface)); stroke: var(--own); }
.taken { fill: var(--own); }
.s0 { --own: var(--s0); } .s1 { --own: var(--s1); } .s2 { --own: var(--s2); }
.s3 { --own: var(--s3); } .s4 { --own: var(--s4); } .s5 { --own: var(--s5); } .snone { --own: var(--none); }
.mark { --own: var(--waived); }
.mark.error { --own: var(--error); } .mark.warning { --own: var(--warning); } .mark.undetermined { --own: var(--undetermined); }
.mark circle { fill: var(--own); stroke: var(--surface); stroke-width: 2; }
.mark text { fill: var(--on-colour); font-weight: 800; }
.mark .many { fill: var(--text); stroke: var(--surface); stroke-width: 3; paint-order: stroke; }
.mark:hover circle { stroke: var(--text); }
.mark:focus { outline: none; }
.mark:focus-visible circle { stroke: var(--link); stroke-width: 4; }
.swatch {
  display: inline-block; width: 0.85rem; height: 0.85rem; margin-right: 0.45rem; border: 1.5px solid var(--own);
  border-radius: 3px; background: color-mix(in srgb, var(--own) 20%, var(--surface)); vertical-align: -0.1rem;
}
.legend .swatch { margin: 0; }
.swatch.full { background: var(--own); }
.swatch.outside { --own: var(--line); background: repeating-linear-gradient(135deg, var(--surface) 0 3px, var(--line) 3px 5px); }

table { width: 100%; margin-top: 0.9rem; border-collapse: collapse; font-size: 0.9rem; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: 0.4rem 0.75rem 0.4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
thead th { color: var(--muted); font-weight: 500; }
tbody th { font-weight: 600; } tfoot th, tfoot td { border-bottom: 0; color: var(--muted); font-weight: 400; }
td:nth-child(n + 4):nth-child(-n + 6), thead th:nth-child(n + 4):nth-child(-n + 6) { text-align: right; font-variant-numeric: tabular-nums; padding-right: 1.5rem; }

#filter { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; }
#filter[hidden] { display: none; }
#filter label { display: flex; flex-direction: column; gap: 0.2rem; font-size: 0.875rem; color: var(--muted); }
#filter .wide { flex: 1 1 14rem; }
input, select, button {
  font: inherit; color: var(--text); background: var(--ground); border: 1px solid var(--muted); border-radius: 6px;
  padding: 0.35rem 0.6rem; min-height: 2.4rem; max-width: 100%;
}
input::placeholder { color: var(--muted); opacity: 1; }
button { cursor: pointer; }
button:hover { border-color: var(--text); }
#shown { margin: 0.75rem 0; color: var(--muted); font-size: 0.9rem; }

.finding {
  margin-top: 0.75rem; border-left: 5px solid var(--own);
  content-visibility: auto; contain-intrinsic-size: auto 11rem; /* What is out of sight need not be laid out. */
}
.finding[hidden] { display: none; }
.finding.error { --own: var(--error); } .finding.warning { --own: var(--warning); }
.finding.undetermined { --own: var(--undetermined); } .finding.waived { --own: var(--waived); }
.finding:target, .finding:focus { box-shadow: 0 0 0 3px var(--own); outline: none; }
.badge {
  display: inline-block; padding: 0.05rem 0.5rem; border-radius: 1rem; font-size: 0.8rem; font-weight: 650;
  background: var(--own); color: var(--on-colour);
}
.badge.error { --own: var(--error); } .badge.warning { --own: var(--warning); }
.badge.undetermined { --own: var(--undetermined); } .badge.waived { --own: var(--waived); }
.finding .title { font-weight: 400; color: var(--muted); }
.message { margin-top: 0.5rem; overflow-wrap: anywhere; }
.fix, .waiver { margin-top: 0.35rem; overflow-wrap: anywhere; }
.waiver { padding: 0.35rem 0.7rem; border-radius: 6px; background: var(--waived-soft); }
.facts { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; margin-top: 0.6rem; font-size: 0.875rem; }
.facts div { display: flex; gap: 0.4rem; min-width: 0; }
dt { color: var(--muted); }
dd { margin: 0; overflow-wrap: anywhere; }
details { margin-top: 0.6rem; font-size: 0.9rem; }
summary { cursor: pointer; color: var(--muted); width: fit-content; }
summary::before { content: "▸ " / ""; } details[open] > summary::before { content: "▾ " / ""; }
details p { margin-top: 0.4rem; max-width: 75ch; }
details ul { margin-top: 0.4rem; }
.urn { color: var(--muted); overflow-wrap: anywhere; }
.note { color: var(--muted); } .note.clean { color: var(--text); }
.note + .note, .note + #filter { margin-top: 0.75rem; }
.not-run { display: grid; gap: 0.25rem; margin-top: 0.5rem; }
.not-run span { color: var(--muted); }

@media print {
  :root {
    color-scheme: light;
    --ground: #fff; --surface: #fff; --text: #000; --muted: #444; --line: #bbb; --link: #000;
    --error: #b3201a; --warning: #8a4b00; --undetermined: #5a3ea6; --waived: #545d68; --on-colour: #fff; --waived-soft: #fff;
    --s0: #2563a8; --s1: #2c7a3f; --s2: #8a45bd; --s3: #a8520d; --s4: #0c747d; --s5: #a42f69; --none: #545d68;
  }
  body { max-width: none; padding: 0; font-size: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .skip, #filter { display: none; }
  .finding { content-visibility: visible; }
  .finding, .map, tr, .tile { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; }
  svg { min-width: 0; }
  .tiles { grid-template-columns: repeat(6, 1fr); }
  .finding:target, .finding:focus { box-shadow: none; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
@media (forced-colors: active) { .mark circle, .taken, .segment, .badge, .swatch { forced-color-adjust: none; } }
`;
