/**
 * The page's only script. It filters the findings, shows one that a map links to although the filter hides it, and opens
 * everything for print. It reads what it shows from the page and writes text only, never markup.
 */
export const PAGE_SCRIPT = `"use strict";
(() => {
  const form = document.getElementById("filter");
  const shown = document.getElementById("shown");
  const nothing = document.getElementById("nothing");
  const items = [...document.querySelectorAll("li.finding")];
  const texts = items.map((item) => item.textContent.toLowerCase());
  const choices = ["rule", "severity", "status", "lease"];

  function apply() {
    const words = form.elements.text.value.toLowerCase().split(/\\s+/).filter(Boolean);
    // Read once: a form looks its fields up anew after each change of the page.
    const chosen = choices.map((name) => [name, form.elements[name].value]).filter(([, value]) => value !== "");
    let count = 0;
    items.forEach((item, index) => {
      const matches =
        chosen.every(([name, value]) => value === "=" + item.dataset[name]) &&
        words.every((word) => texts[index].includes(word));
      if (item.hidden === matches) item.hidden = !matches;
      if (matches) count += 1;
    });
    const number = new Intl.NumberFormat("en");
    shown.textContent = number.format(count) + " of " + number.format(items.length) + " findings";
    nothing.hidden = count > 0;
  }

  function reveal() {
    const item = items.find(({ id }) => "#" + id === location.hash);
    if (!item) return;
    if (item.hidden) {
      form.reset();
      apply();
    }
    item.scrollIntoView({ block: "center" });
    item.focus({ preventScroll: true });
  }

  if (form) {
    form.hidden = false;
    form.addEventListener("input", apply);
    form.addEventListener("change", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    // A reset event comes before the fields have changed.
    form.addEventListener("reset", () => setTimeout(apply));
    // A browser that goes back or reloads fills in what was chosen before.
    addEventListener("pageshow", apply);
    addEventListener("hashchange", reveal);
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#finding-']");
      // A second click on the same link changes no hash.
      if (link && link.getAttribute("href") === location.hash) reveal();
    });
    reveal();
  }

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
})();
`;
