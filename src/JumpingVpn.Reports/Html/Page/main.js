// Which page is shown, by the part of the address behind the #: "/", "/?q=nat", "/s/12", "/diff/12/13", "/diff/12/file/3".

let report = null;
let other = null;

function start() {
  report = new Report(document);
  const main = document.getElementById("page");
  replaceChildren(main,
    h("a.skip", { href: "#main", onclick: (event) => { event.preventDefault(); document.getElementById("main").focus(); } }, "Skip to the content"),
    h("header.top", {},
      h("a.brand", { href: "#/" }, logo(), "Jumping VPN report"),
      h("span.spacer"),
      compareButton(),
      themeButton()),
    h("div", { id: "announcements", class: "hidden", "aria-live": "polite" }),
    h("div", { id: "content" }));
  window.addEventListener("hashchange", () => show(true));
  show(false);
}

function logo() {
  return s("svg", { width: 26, height: 18, viewBox: "0 0 26 18", "aria-hidden": "true" },
    s("path.logo", { d: "M3 15 C6 2, 11 2, 13 9 S20 17, 23 4" }), s("circle.logo-dot", { cx: 23, cy: 4, r: 2.6 }));
}

async function show(moves) {
  const address = location.hash.replace(/^#/, "") || "/";
  const [path, query] = address.split("?");
  const parts = path.split("/").filter(Boolean);
  const page = await pageFor(parts, query);
  if (address !== (location.hash.replace(/^#/, "") || "/") && parts.length > 0) {
    return; // the reader has gone on meanwhile
  }
  replaceChildren(document.getElementById("content"), page);
  document.title = `${page.querySelector("h1")?.textContent ?? "Report"} – Jumping VPN`;
  page.querySelectorAll(".picture").forEach((picture) => picture.dispatchEvent(new Event("shown")));
  if (moves) {
    window.scrollTo(0, 0);
    page.focus({ preventScroll: true });
  }
}

async function pageFor([kind, first, second, third], query) {
  const run = report.runs[Number(first)];
  if (kind === "s" && run) {
    return scenarioPage(report, run);
  }
  if (kind === "diff" && run && second === "file" && other?.runs[Number(third)]) {
    return diffPage({ report, run }, { report: other, run: other.runs[Number(third)] });
  }
  if (kind === "diff" && run && report.runs[Number(second)]) {
    return diffPage({ report, run }, { report, run: report.runs[Number(second)] });
  }
  if (kind === "compare" && other) {
    return comparePage(report, other);
  }
  return overviewPage(report, filterOf(query));
}

/** Opens another report, e.g. of the time before a change. */
function compareButton() {
  const input = h("input.hidden", { type: "file", accept: ".html,text/html", tabindex: "-1", "aria-label": "A second report" });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) {
      return;
    }
    const opened = new Report(new DOMParser().parseFromString(await file.text(), "text/html"), file.name);
    if (opened.runs.length === 0 || opened.plan.schema !== SCHEMA) {
      announce("This file is not a report of this version.");
      return;
    }
    other = opened;
    location.hash = "#/compare";
    show(true);
  });
  return h("span", {}, input, h("button", { type: "button", onclick: () => input.click() }, "Compare with a file"));
}

/** Every scenario that is in both reports, those that went another way first. */
function comparePage(left, right) {
  const keyOf = (run) => `${run.path}\n${run.name}\n${run.backend}\n${run.seed}`;
  const there = new Map(right.runs.map((run) => [keyOf(run), run]));
  const pairs = left.runs.map((run) => ({ run, match: there.get(keyOf(run)) })).filter((pair) => pair.match);
  const changed = pairs.filter(({ run, match }) => run.outcome !== match.outcome || run.ticks !== match.ticks);
  const list = (rows) => h("ul.rows", {}, rows.slice(0, 1000).map(({ run, match }) => h("li", {}, badge(run.outcome, false), badge(match.outcome, false),
    h("div.row-text", {}, h("span.dim", {}, `${run.featureName} › `), h("a", { href: `#/diff/${run.number}/file/${match.number}` }, run.name)), h("span.dim.where", {}, run.backend))));
  return h("main.overview", { id: "main", tabindex: "-1" },
    h("h1", {}, "Two reports"),
    h("p.meta", {}, `this report, and ${right.label}: ${plural(pairs.length, "scenario")} in both`),
    h("h2", {}, `Different results (${changed.length})`), list(changed),
    h("h2", {}, "All"), list(pairs));
}

function themeButton() {
  const modes = ["auto", "light", "dark"];
  let mode = 0;
  const button = h("button", { type: "button", onclick: () => {
    mode = (mode + 1) % modes.length;
    document.documentElement.dataset.theme = modes[mode];
    button.textContent = `theme: ${modes[mode]}`;
  } }, "theme: auto");
  return button;
}

document.addEventListener("DOMContentLoaded", start);
