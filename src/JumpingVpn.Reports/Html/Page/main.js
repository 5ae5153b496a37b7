// Which page is shown, by the part of the address behind the #: "/", "/?q=nat", "/s/12", "/diff/12/13", "/diff/12/file/3".

let report = null;

function start() {
  const main = document.getElementById("page");
  try {
    report = new Report(document);
  } catch (error) {
    replaceChildren(main, lostPage("This report is damaged", `It cannot be read: ${error.message}`));
    return;
  }
  replaceChildren(main,
    h("a.skip", { href: "#main", onclick: skip }, "Skip to the content"),
    h("header.top", {},
      h("a.brand", { href: "#/" }, logo(), "Jumping VPN report"),
      h("span.spacer"),
      compareButton(),
      themeButton()),
    h("div", { id: "announcements", class: "hidden", "aria-live": "polite" }),
    h("div", { id: "complaint", role: "alert" }),
    h("div", { id: "content" }));
  window.addEventListener("hashchange", () => show(true));
  window.addEventListener("beforeprint", () => {
    document.querySelectorAll(".picture").forEach((picture) => picture.dispatchEvent(new Event("printed")));
  });
  show(false);
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function logo() {
  return s("svg", { width: 26, height: 18, viewBox: "0 0 26 18", "aria-hidden": "true" },
    s("path.logo", { d: "M3 15 C6 2, 11 2, 13 9 S20 17, 23 4" }), s("circle.logo-dot", { cx: 23, cy: 4, r: 2.6 }));
}

async function show(moves) {
  const address = location.hash.replace(/^#/, "") || "/";
  const [path, query] = address.split("?");
  const parts = path.split("/").filter(Boolean);
  const page = await pageFor(parts, query).catch((error) => lostPage("This page cannot be shown", `A report is damaged: ${error.message}`));
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
  if (kind === "compare" || kind === "diff" && second === "file") {
    return pageOfTwoReports(kind, run, other?.runs[Number(third)]);
  }
  if (kind === "diff" && run && report.runs[Number(second)]) {
    return diffPage({ report, run }, { report, run: report.runs[Number(second)] });
  }
  return kind === undefined ? overviewPage(report, filterOf(query))
    : lostPage("There is no such page", "The address is not one of this report.");
}

async function pageOfTwoReports(kind, run, match) {
  if (!other) {
    const text = "A page cannot keep a file open: choose it again with the button “Compare with a file”.";
    return lostPage("The second report is not open", text);
  }
  return kind === "compare" || !run || !match ? comparePage(report, other) : diffPage({ report, run }, { report: other, run: match });
}

function lostPage(title, text) {
  return h("main", { id: "main", tabindex: "-1" },
    h("p.crumbs", {}, h("a", { href: "#/" }, "All scenarios")), h("h1", {}, title), h("p.notice", {}, text));
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
