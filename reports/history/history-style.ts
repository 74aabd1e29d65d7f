/** What the page of a history needs beyond the style of reports. */
export const HISTORY_STYLE = `
main { margin-top: 1.5rem; }
.lease h2 { margin: 0 0 0.5rem; }
.run { stroke: var(--line); stroke-width: 0.6; }
.span rect { fill: var(--own); stroke: var(--surface); stroke-width: 1; }
.span.resolved rect { fill: color-mix(in srgb, var(--own) 30%, var(--surface)); stroke: var(--own); }
.span.resolved text { fill: var(--text); }
.span:hover rect { stroke: var(--text); stroke-width: 2; }
.span:focus-visible rect { stroke: var(--link); stroke-width: 4; }
.when td:nth-child(n + 4):nth-child(-n + 6), .when thead th:nth-child(n + 4):nth-child(-n + 6) { text-align: left; padding-right: 0.75rem; }
.when td { font-variant-numeric: tabular-nums; white-space: nowrap; }
.when tbody th { font-weight: 400; overflow-wrap: anywhere; min-width: 16rem; }
.steps { margin-top: 0.4rem; display: grid; gap: 0.25rem; }
.steps time { color: var(--muted); font-variant-numeric: tabular-nums; margin-right: 0.5rem; }
@media (forced-colors: active) { .span rect { forced-color-adjust: none; } }
`;
