// The page of one scenario: its steps, the ladder, and the panels beside it.

async function scenarioPage(report, run) {
  const page = await report.pageOf(run.number);
  const siblings = report.runs.filter((other) => other !== run && other.name === run.name && other.path === run.path);
  const root = h(
    "main.scenario",
    { id: "main", tabindex: "-1" },
    h("p.crumbs", {}, h("a", { href: "#/" }, "All scenarios"), " › ", run.featureName, run.rule ? ` › ${run.rule}` : ""),
    h("h1", {}, badge(run.outcome), " ", run.name),
    h("p.meta", {},
      `${run.path}:${run.line} · backend ${run.backend} · seed ${run.seed}`,
      run.milliseconds ? ` · ${millisecondsText(run.milliseconds)} of wall time, ${timeText(run.ticks)} of virtual time` : "",
      " ", run.tags.map((tag) => h("a.tag", { href: `#/?q=${encodeURIComponent(tag)}` }, tag))),
    neighbours(report, run),
    page?.description ? h("p.description", {}, page.description) : null,
  );
  if (!page) {
    const notice = run.outcome === "not run" ? "This scenario was not run." : run.summary || "The report has nothing else about it.";
    append(root, [h("p.notice", {}, notice), replay(run)]);
    return root;
  }
  append(root, [failure(page, run), h("div.columns", {}, steps(page, run), h("div", {}, replay(run), siblingLinks(run, siblings)))]);
  const records = await report.jsonOf("picture", run.number);
  append(root, [
    page.absence ? h("p.notice", {}, page.absence) : null,
    records ? picture(report, records, page, run) : null,
    h("div.panels", {}, attachmentPanel(report, run), ledgerPanel(page), invariantPanel(page), output(page)),
  ]);
  return root;
}

function neighbours(report, run) {
  const to = (number, text, key) => {
    const other = report.runs[number];
    return other ? h("a.button", { href: `#/s/${other.number}`, title: other.name, accesskey: key }, text) : null;
  };
  const links = [to(run.number - 1, "← previous", "["), to(run.number + 1, "next →", "]")];
  return h("nav.neighbours", { "aria-label": "Other scenarios" }, links);
}

function failure(page, run) {
  if (!page.message || run.outcome === "passed") {
    return null;
  }
  const [first, ...rest] = page.message.split("\n");
  return h(
    "section.failure",
    { "aria-label": "What went wrong" },
    h("h2", {}, first),
    rest.length > 0 ? h("pre", { tabindex: "0" }, rest.join("\n")) : null,
    page.hookErrors.filter((error) => error !== page.message).map((error) => h("pre", { tabindex: "0" }, error)),
    page.error ? h("details", {}, h("summary", {}, "The exception"), h("pre", { tabindex: "0" }, page.error)) : null,
  );
}

const STEP_MARKS = { passed: "✓", skipped: "–", failed: "✗" };

function steps(page, run) {
  return h("ol.steps", { "aria-label": "Steps" }, page.steps.map((step) => h(
    "li",
    { class: step.status, "aria-label": `${step.keyword} ${step.text}: ${step.status}` },
    h("span.mark", { "aria-hidden": "true" }, STEP_MARKS[step.status] ?? "✗"),
    h("div.step-text", {},
      h("span.keyword", {}, step.keyword), " ", step.text, stepTime(step),
      step.table ? tableOf(step.table) : null,
      step.docString ? h("pre", { tabindex: "0" }, step.docString) : null,
      step.message ? h("p.why", {}, `${run.path}:${step.line}: ${step.message.split("\n")[0]}`) : null),
  )));
}

function tableOf(rows) {
  const cellOf = (cell, index) => (index === 0 ? h("th", { scope: "col" }, cell) : h("td", {}, cell));
  const body = h("tbody", {}, rows.map((row, index) => h("tr", {}, row.map((cell) => cellOf(cell, index)))));
  return h("div.scroll", { tabindex: "0", role: "group", "aria-label": "Table of the step" }, h("table.data", {}, body));
}

/** The virtual time of a step where any passed, and its wall time where that is to be seen. */
function stepTime({ milliseconds = 0, ticks = 0 }) {
  const times = [ticks > 0 ? `${timeText(ticks)} virtual` : "", milliseconds >= 0.1 ? `${millisecondsText(milliseconds)} wall` : ""]
    .filter(Boolean);
  const title = `${timeText(ticks)} of virtual time, ${millisecondsText(milliseconds)} of wall time`;
  return times.length > 0 ? h("span.step-time", { title }, ` ${times.join(" · ")}`) : null;
}

function replay(run) {
  const command = h("div.command", {}, commandText(run.replay), copyButton(run.replay, "the command"));
  return h("section.replay", {}, h("h2.small", {}, "Run it again"), command);
}

function siblingLinks(run, siblings) {
  if (siblings.length === 0) {
    return h("p.dim", {},
      "To compare it with another run, open a second report with the button “Compare with a file” above, ",
      "or run the scenario on several backends or with several seeds.");
  }
  return h("section", {}, h("h2.small", {}, "Compare"), h("ul", {}, siblings.slice(0, 30).map((other) => h("li", {},
    h("a", { href: `#/diff/${run.number}/${other.number}` }, `with ${other.backend}, seed ${other.seed}`),
    " ",
    badge(other.outcome, false)))));
}

/** The ladder and what belongs to its chosen moment. */
function picture(report, records, page, run) {
  const story = { ...tellStory(records), hasCapture: report.has("capture", run.number) };
  if (story.lanes.length === 0 || story.items.every((item) => item.kind === "step")) {
    return h("p.notice", {}, "Nothing happened on its network.");
  }
  const beside = h("aside.beside", { "aria-label": "The chosen moment" });
  const ladder = new Ladder(story, page.steps, {
    title: run.name,
    onMoment: (moment) => replaceChildren(beside, momentPanel(story, moment), natPanel(story, moment)),
  });
  const section = h(
    "section.picture",
    {},
    h("h2", {}, "What happened on the network"),
    legend(story),
    leftOutNotice(story, report.has("trace", run.number)),
    h("div.split", {}, ladder.element, beside),
  );
  section.addEventListener("printed", () => ladder.drawMoments(Infinity));
  section.addEventListener("shown", () => {
    ladder.fit();
    ladder.go(firstMoment(ladder, page), page.message !== null);
  });
  return section;
}

/** What the picture had no room for, and where it is. */
function leftOutNotice(story, hasTrace) {
  const parts = [
    story.leftOut > 0 && plural(story.leftOut, "moment"),
    story.factsLeftOut > 0 && `${plural(story.factsLeftOut, "change")} of nodes and NAT tables`,
  ].filter(Boolean);
  const where = hasTrace ? "the trace has all datagrams and events" : "--trace FILE writes all datagrams and events to a file";
  return parts.length > 0 ? h("p.notice", {}, `${parts.join(" and ")} in the middle are not in this picture: ${where}.`) : null;
}

/** Where to begin: at the end of what failed, or at the beginning. */
function firstMoment(ladder, page) {
  const failing = page.steps.findIndex((step) => !["passed", "skipped"].includes(step.status));
  return failing < 0 ? 0 : ladder.layout.moments.length - 1;
}

function legend(story) {
  const has = (test) => story.items.some((item) => item.datagram && test(item.datagram, item));
  const key = (kind, text) => h("li", {}, h("span", { class: `key ${kind}`, "aria-hidden": "true" }), text);
  const states = new Set(story.items.filter((item) => item.name === "StateChange").map((item) => item.data.to));
  return h("ul.legend", { "aria-label": "Legend" },
    key("plain", "datagram"),
    has((datagram) => datagram.isCopy) ? key("copy", "copy made by a link") : null,
    has((datagram) => datagram.isHostile) ? key("hostile", "an attacker's") : null,
    has((datagram, item) => item.held > 0) ? key("held", "held back") : null,
    has((datagram, item) => item.kind === "drop") ? key("drop", "dropped") : null,
    [...states].map((state) => key(`state-${state.toLowerCase()}`, `session ${state}`)),
    story.items.some((item) => item.isTranslation) ? key("mapping", "mapping of a NAT") : null);
}

function output(page) {
  const lines = [...page.output, ...page.attachments.map((path) => `attached: ${path}`)];
  return lines.length > 0 ? h("section.panel.wide", {}, h("h2.small", {}, "Output"), h("pre", { tabindex: "0" }, lines.join("\n"))) : null;
}
