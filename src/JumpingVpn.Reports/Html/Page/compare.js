// A second report, e.g. of the time before a change: opens it, and lists what became of each scenario in the one and in the other.

let other = null;

/** The report that a text is, or words about why it is none. */
function openedReport(text, name) {
  const doc = new DOMParser().parseFromString(text, "text/html");
  const plan = parsed(new Records(doc).first("plan"));
  if (!plan) {
    return `${name} is not a report of this program, or of an older version of it.`;
  }
  if (plan.schema !== SCHEMA) {
    return `${name} is a report in another form (schema ${plan.schema}); this page reads schema ${SCHEMA}.`;
  }
  try {
    const opened = new Report(doc, name);
    const areTexts = (...values) => values.every((value) => typeof value === "string");
    const isWhole = opened.runs.every((run) => OUTCOMES.includes(run.outcome) && areTexts(run.name, run.summary, run.path, run.backend));
    return !isWhole ? `${name} is damaged.` : opened.runs.length === 0 ? `${name} is a report without scenarios.` : opened;
  } catch {
    return `${name} is damaged.`;
  }
}

function compareButton() {
  const input = h("input.hidden", { type: "file", accept: ".html,text/html", tabindex: "-1", "aria-label": "A second report" });
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) {
      return;
    }
    const text = await file.text().catch(() => "");
    const opened = openedReport(text, file.name);
    input.value = ""; // so that the same file can be chosen again
    complain(typeof opened === "string" ? opened : "");
    if (typeof opened === "string") {
      return;
    }
    other = opened;
    if (!location.hash.includes("/file/") && location.hash !== "#/compare") {
      location.hash = "#/compare"; // which shows it
    } else {
      show(true);
    }
  });
  return h("span", {}, input, h("button", { type: "button", onclick: () => input.click() }, "Compare with a file"));
}

/** Says what is wrong with a file, where everybody sees it. */
function complain(text) {
  replaceChildren(document.getElementById("complaint"), text && h("p.notice.bad", {}, text));
}

/** Scenarios of one name in one place are told apart by their order. */
function byKey(runs) {
  const counts = new Map();
  return new Map(runs.map((run) => {
    const key = JSON.stringify([run.path, run.rule, run.name, run.backend, run.seed]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return [`${key} ${counts.get(key)}`, run];
  }));
}

/** Every scenario that is in both reports, those that went another way first, and those that are in one of them only. */
async function comparePage(left, right) {
  const [ours, theirs] = [byKey(left.runs), byKey(right.runs)];
  const pairs = [...ours].filter(([key]) => theirs.has(key)).map(([key, run]) => ({ run, match: theirs.get(key) }));
  const differ = await Promise.all(pairs.map(({ run, match }) => haveOtherResults(left, run, right, match)));
  const changed = pairs.filter((_, index) => differ[index]);
  const onlyIn = (these, those) => [...these].filter(([key]) => !those.has(key)).map(([, run]) => run);
  return h("main.overview", { id: "main", tabindex: "-1" },
    h("h1", {}, "Two reports"),
    h("p.meta", {}, `this report, and ${right.label}: ${plural(pairs.length, "scenario")} in both`),
    h("p.dim", {}, "A result is the outcome, the message and the virtual time. Open a scenario to compare what happened on the network."),
    section("Different results", changed, pairRow),
    changed.length === 0 && h("p.dim", {}, "None."),
    section("Only in this report", onlyIn(ours, theirs), (run) => singleRow(run, h("a", { href: `#/s/${run.number}` }, run.name))),
    section(`Only in ${right.label}`, onlyIn(theirs, ours), (run) => singleRow(run, run.name)),
    section("All that are in both", pairs, pairRow));
}

async function haveOtherResults(left, run, right, match) {
  if (run.outcome !== match.outcome || run.ticks !== match.ticks || run.summary !== match.summary) {
    return true;
  }
  if (run.summary === "") {
    return false;
  }
  // A row has no more than the beginning of a message.
  const [page, other] = await Promise.all([left.pageOf(run.number), right.pageOf(match.number)]);
  return page !== null && other !== null && page.message !== other.message; // of a file that was cut off there may be none
}

/** A heading with its number, and rows that are made as they are needed. */
function section(title, rows, rowOf) {
  const list = h("ul.rows");
  const more = h("p");
  let shown = 0;
  const grow = () => {
    append(list, rows.slice(shown, shown + ROWS_AT_ONCE).map(rowOf));
    shown += ROWS_AT_ONCE;
    const left = rows.length - shown;
    replaceChildren(more, left > 0 && h("button.more", { type: "button", onclick: grow }, `Show more (${left.toLocaleString("en")} left)`));
  };
  grow();
  return h("section", {}, h("h2", {}, `${title} (${rows.length.toLocaleString("en")})`), list, more);
}

function pairRow({ run, match }) {
  const link = h("a", { href: `#/diff/${run.number}/file/${match.number}` }, run.name);
  return h("li", {}, badge(run.outcome, false), badge(match.outcome, false), rowText(run, link), rowWhere(run));
}

function singleRow(run, name) {
  return h("li", {}, badge(run.outcome, false), rowText(run, name), rowWhere(run));
}

function rowText(run, name) {
  return h("div.row-text", {}, h("span.dim", {}, `${run.featureName} › `), name);
}

function rowWhere(run) {
  return h("span.dim.where", {}, `${run.backend}, seed ${run.seed}`);
}
