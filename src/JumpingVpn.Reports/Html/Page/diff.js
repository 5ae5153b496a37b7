// Two runs of one scenario side by side, from the first difference on.

/** The lines of a trace without what must differ: nothing but their text counts. */
async function traceLines(report, number) {
  const bytes = await report.bytesOf("trace", number);
  return bytes ? new TextDecoder().decode(bytes).split("\n").filter(Boolean) : null;
}

async function diffPage(left, right) {
  const [leftLines, rightLines] = await Promise.all([traceLines(left.report, left.run.number), traceLines(right.report, right.run.number)]);
  const root = h("main.diff", { id: "main", tabindex: "-1" },
    h("p.crumbs", {}, h("a", { href: "#/" }, "All scenarios"), " › ", h("a", { href: `#/s/${left.run.number}` }, left.run.name)),
    h("h1", {}, "Two runs of one scenario"),
    h("p.meta", {}, left.run.name));
  if (!leftLines || !rightLines) {
    append(root, [h("p.notice", {}, "One of the two runs has no trace in its report: write it with --report-detail all.")]);
    return root;
  }
  const content = h("div");
  const exactly = h("input", { type: "checkbox", onchange: () => fill() });
  // Under two seeds every id, nonce and time is another one, and no line would be equal.
  exactly.checked = left.run.seed === right.run.seed;
  const fill = async () => {
    const rows = aligned(leftLines.map((line) => keyed(line, exactly.checked)), rightLines.map((line) => keyed(line, exactly.checked)));
    const first = rows.findIndex((row) => !isEqual(row));
    const differing = rows.filter((row) => !isEqual(row)).length;
    replaceChildren(content,
      h("p", { role: "status" }, first < 0 ? `The two traces are equal: ${plural(leftLines.length, "line")}.`
        : `The first difference is at line ${first + 1}, after ${timeText(timeOf(rows[first]))}; ${plural(differing, "row")} of ${rows.length.toLocaleString("en")} differ.`),
      diffTable(rows, first, left, right),
      h("h2", {}, "The ladders"),
      h("div.ladders", {}, await ladderOf(left, rows, first), await ladderOf(right, rows, first)));
    content.querySelectorAll(".picture").forEach((picture) => picture.dispatchEvent(new Event("shown")));
  };
  await fill();
  append(root, [h("p", {}, h("label.check", {}, exactly, "times, ids and bytes must be equal, too")), content]);
  return root;
}

/** A line with what it is compared by. */
function keyed(line, exactly) {
  return { line, key: exactly ? line : line.replace(/"(t|ts_ms)":\d+,?/g, "").replace(/"(digest|session_id|nonce|from_addr|other_addr)":"[^"]*",?/g, "") };
}

function isEqual(row) {
  return row.left !== undefined && row.left?.key === row.right?.key;
}

function timeOf(row) {
  return parsed((row.left ?? row.right)?.line ?? "")?.t ?? 0;
}

const LONGEST_COMPARED = 4_000;

/** Rows of lines that are equal or stand for each other: the shortest edit from the first difference on (Myers, by bounded distance). */
function aligned(left, right) {
  let start = 0;
  while (start < left.length && start < right.length && left[start].key === right[start].key) {
    start++;
  }
  let end = 0;
  while (end < left.length - start && end < right.length - start && left[left.length - 1 - end].key === right[right.length - 1 - end].key) {
    end++;
  }
  const rows = left.slice(0, start).map((line, index) => ({ left: line, right: right[index] }));
  rows.push(...between(left.slice(start, left.length - end), right.slice(start, right.length - end)));
  rows.push(...left.slice(left.length - end).map((line, index) => ({ left: line, right: right[right.length - end + index] })));
  return rows;
}

/** The longest common subsequence, by a table; where that would be too large, line by line. */
function between(left, right) {
  if (left.length * right.length > LONGEST_COMPARED * LONGEST_COMPARED) {
    return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => ({ left: left[index], right: right[index] }));
  }
  const width = right.length + 1;
  const common = new Uint16Array((left.length + 1) * width);
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      common[i * width + j] = left[i].key === right[j].key ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  const rows = [];
  let i = 0;
  let j = 0;
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i].key === right[j].key) {
      rows.push({ left: left[i++], right: right[j++] });
    } else if (j >= right.length || (i < left.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      rows.push({ left: left[i++] });
    } else {
      rows.push({ right: right[j++] });
    }
  }
  return paired(rows);
}

/** What is only left and what is only right beside each other, where they follow. */
function paired(rows) {
  const result = [];
  let lefts = [];
  let rights = [];
  const flush = () => {
    for (let index = 0; index < Math.max(lefts.length, rights.length); index++) {
      result.push({ left: lefts[index], right: rights[index] });
    }
    [lefts, rights] = [[], []];
  };
  for (const row of rows) {
    if (row.left !== undefined && row.right !== undefined) {
      flush();
      result.push(row);
    } else if (row.left !== undefined) {
      lefts.push(row.left);
    } else {
      rights.push(row.right);
    }
  }
  flush();
  return result;
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
  const title = ({ report, run }) => `${report.label ? `${report.label}: ` : ""}${run.backend}, seed ${run.seed} (${run.outcome})`;
  return h("div", {},
    h("label.check", {}, hides, "hide equal lines"),
    h("div.scroll", { tabindex: "0", role: "group", "aria-label": "The traces side by side" },
      h("table.data.trace-diff", {},
        h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "line"), h("th", { scope: "col" }, title(left)), h("th", { scope: "col" }, title(right)))),
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
  const cell = (side) => h("td", { class: isEqual(row) ? null : side === undefined ? "absent" : "differs" }, side === undefined ? "" : readable(side.line));
  return h("tr", { class: isFirst ? "first" : null }, h("th", { scope: "row" }, isFirst ? `▶ ${index + 1}` : index + 1), cell(row.left), cell(row.right));
}

/** A line of the trace as people read it. */
function readable(line) {
  const json = parsed(line);
  if (!json) {
    return line;
  }
  const { t, what, node, data, from, to, type, bytes, digest, reason } = json;
  const rest = what === "event" ? `${data.event} ${JSON.stringify({ ...data, event: undefined, ts_ms: undefined })}`
    : what === "dropped" ? `${type} ${bytes} B: ${words(reason)}` : `${type ?? ""} ${bytes ?? ""} B ${from ?? ""} → ${to ?? ""} #${String(digest).slice(0, 6)}`;
  return `${timeText(t ?? 0)}  ${node ?? ""} ${what}  ${rest}`;
}

async function ladderOf(side, rows, first) {
  const [records, page] = await Promise.all([side.report.jsonOf("picture", side.run.number), side.report.jsonOf("page", side.run.number)]);
  const title = h("h3", {}, badge(side.run.outcome), ` ${side.report.label ? `${side.report.label}: ` : ""}${side.run.backend}, seed ${side.run.seed}`);
  if (!records || !page) {
    return h("div.side", {}, title, h("p.notice", {}, "There is no picture of this run in the report."));
  }
  const story = tellStory(records);
  const ladder = new Ladder(story, page.steps, { title: side.run.name });
  const at = first < 0 ? 0 : timeOf(rows[first]);
  const element = h("div.side.picture", {}, title, ladder.element);
  element.addEventListener("shown", () => {
    ladder.fit();
    ladder.go(Math.max(0, ladder.layout.moments.findIndex((moment) => moment.at >= at)));
  });
  return element;
}
