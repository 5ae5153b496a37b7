// Two runs of one scenario side by side, from the first difference on.

/** The lines of a trace without what must differ: nothing but their text counts. */
async function traceLines(report, number) {
  const bytes = await report.bytesOf("trace", number);
  return bytes ? new TextDecoder().decode(bytes).split("\n").filter(Boolean) : null;
}

async function diffPage(left, right) {
  const [leftLines, rightLines] = await Promise.all([traceLines(left.report, left.run.number), traceLines(right.report, right.run.number)]);
  const isOne = ["path", "rule", "name"].every((part) => left.run[part] === right.run[part]);
  const root = h("main.diff", { id: "main", tabindex: "-1" },
    h("p.crumbs", {}, h("a", { href: "#/" }, "All scenarios"), " › ", h("a", { href: `#/s/${left.run.number}` }, left.run.name)),
    h("h1", {}, isOne ? "Two runs of one scenario" : "Two scenarios"),
    h("p.meta", {}, isOne ? left.run.name : [left, right].map(({ run }) => `${run.name} (${run.path}:${run.line})`).join(" and ")));
  if (!leftLines || !rightLines) {
    append(root, [
      !leftLines && await absenceNotice(left), !rightLines && await absenceNotice(right),
      h("h2", {}, "The ladders"), h("div.ladders", {}, await ladderOf(left, 0), await ladderOf(right, 0)),
    ]);
    return root;
  }
  const content = h("div");
  const exactly = h("input", { type: "checkbox", onchange: () => fill() });
  // Under two seeds every id, nonce and time is another one, and no line would be equal.
  exactly.checked = left.run.seed === right.run.seed;
  const fill = async () => {
    const [leftKeyed, rightKeyed] = [leftLines, rightLines].map((lines) => lines.map((line) => keyed(line, exactly.checked)));
    const { rows, isExact } = aligned(leftKeyed, rightKeyed);
    const first = rows.findIndex((row) => !isEqual(row));
    const at = first < 0 ? 0 : timeOf(rows[first]);
    replaceChildren(content,
      h("p", { role: "status" }, resultText(rows, first, isExact)),
      diffTable(rows, first, left, right),
      h("h2", {}, "The ladders"),
      h("div.ladders", {}, await ladderOf(left, at), await ladderOf(right, at)));
    content.querySelectorAll(".picture").forEach((picture) => picture.dispatchEvent(new Event("shown")));
  };
  await fill();
  append(root, [h("p", {}, h("label.check", {}, exactly, "times, ids and bytes must be equal, too")), content]);
  return root;
}

function resultText(rows, first, isExact) {
  if (first < 0) {
    return `The two traces are equal: ${plural(rows.length, "line")}.`;
  }
  const differing = rows.filter((row) => !isEqual(row)).length;
  const isAre = differing === 1 ? "differs" : "differ";
  return `The first difference is at line ${first + 1}, after ${timeText(timeOf(rows[first]))}; `
    + `${isExact ? "" : "at most "}${plural(differing, "row")} of ${rows.length.toLocaleString("en")} ${isAre}.`
    + (isExact ? "" : " The two have so little in common that only the first difference is exact.");
}

/** Why there is nothing to compare, in the words of the report that has no trace. */
async function absenceNotice(side) {
  const page = await side.report.pageOf(side.run.number);
  const why = page?.absence ?? (side.run.outcome === "not run" ? "It was not run." : "Its report has no trace.");
  return h("p.notice", {}, `There is no trace of ${titleOf(side)}, so the two cannot be compared line by line. ${why}`);
}

function titleOf({ report, run }) {
  return `${report.label ? `${report.label}: ` : ""}${run.backend}, seed ${run.seed}`;
}

/** A line with what it is compared by. */
function keyed(line, exactly) {
  const loose = () => line.replace(/"(t|ts_ms)":\d+,?/g, "").replace(/"(digest|session_id|nonce|from_addr|other_addr)":"[^"]*",?/g, "");
  return { line, key: exactly ? line : loose() };
}

function isEqual(row) {
  return row.left !== undefined && row.left?.key === row.right?.key;
}

function timeOf(row) {
  return parsed((row.left ?? row.right)?.line ?? "")?.t ?? 0;
}

const AROUND = 3;
const MOST_ROWS = 1_000;

function diffTable(rows, first, left, right) {
  const body = h("tbody");
  const hides = h("input", { type: "checkbox", onchange: () => fill() });
  hides.checked = true;
  const fill = () => {
    const shown = hides.checked ? nearDifferences(rows) : rows.map((_, index) => index);
    replaceChildren(body);
    let before = -1;
    for (const index of shown.slice(0, MOST_ROWS)) {
      if (index > before + 1) {
        body.append(h("tr.gap", {}, h("td", { colspan: 3 }, `${plural(index - before - 1, "equal line")}`)));
      }
      before = index;
      body.append(diffRow(rows[index], index, index === first));
    }
    if (shown.length > MOST_ROWS) {
      body.append(h("tr.gap", {}, h("td", { colspan: 3 }, `${plural(shown.length - MOST_ROWS, "more row")} not shown`)));
    }
  };
  fill();
  if (first < 0) {
    return null;
  }
  const title = (side) => `${titleOf(side)} (${side.run.outcome})`;
  return h("div", {},
    h("label.check", {}, hides, "hide equal lines"),
    h("div.scroll", { tabindex: "0", role: "group", "aria-label": "The traces side by side" },
      h("table.data.trace-diff", {},
        h("thead", {}, h("tr", {}, ["line", title(left), title(right)].map((text) => h("th", { scope: "col" }, text)))),
        body)));
}

function nearDifferences(rows) {
  const near = new Set();
  rows.forEach((row, index) => {
    if (!isEqual(row)) {
      for (let other = Math.max(0, index - AROUND); other <= Math.min(rows.length - 1, index + AROUND); other++) {
        near.add(other);
      }
    }
  });
  return [...near].sort((one, other) => one - other);
}

function diffRow(row, index, isFirst) {
  const kindOf = (side) => (isEqual(row) ? null : side === undefined ? "absent" : "differs");
  const cell = (side) => h("td", { class: kindOf(side) }, side === undefined ? "" : readable(side.line));
  const number = h("th", { scope: "row" }, isFirst ? `▶ ${index + 1}` : index + 1);
  return h("tr", { class: isFirst ? "first" : null }, number, cell(row.left), cell(row.right));
}

/** A line of the trace as people read it. */
function readable(line) {
  const json = parsed(line);
  if (!json) {
    return line;
  }
  const { t, what, node, data, from, to, type, bytes, digest, reason } = json;
  const rest = what === "event" ? `${data.event} ${JSON.stringify({ ...data, event: undefined, ts_ms: undefined })}`
    : what === "dropped" ? `${type} ${bytes} B: ${words(reason)}`
      : `${type ?? ""} ${bytes ?? ""} B ${from ?? ""} → ${to ?? ""} #${String(digest).slice(0, 6)}`;
  return `${timeText(t ?? 0)}  ${node ?? ""} ${what}  ${rest}`;
}

async function ladderOf(side, at) {
  const [records, page] = await Promise.all([side.report.jsonOf("picture", side.run.number), side.report.pageOf(side.run.number)]);
  const title = h("h3", {}, badge(side.run.outcome), ` ${titleOf(side)}`);
  if (!records || !page) {
    return h("div.side", {}, title, h("p.notice", {}, `There is no picture of this run in the report. ${page?.absence ?? ""}`));
  }
  const story = { ...tellStory(records), hasCapture: side.report.has("capture", side.run.number) };
  const ladder = new Ladder(story, page.steps, { title: side.run.name });
  const notice = leftOutNotice(story, side.report.has("trace", side.run.number));
  const element = h("div.side.picture", {}, title, notice, ladder.element);
  element.addEventListener("shown", () => {
    ladder.fit();
    ladder.goTo((moment) => moment.at >= at);
  });
  element.addEventListener("printed", () => ladder.drawMoments(Infinity));
  return element;
}
