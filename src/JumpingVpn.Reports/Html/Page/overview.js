// All scenarios: what did not pass first, then by feature and rule, with filters that stand in the address.

const ROWS_AT_ONCE = 200;
const TROUBLE = ["failed", "died", "broken"];

function overviewPage(report, filter) {
  const root = h("main.overview", { id: "main", tabindex: "-1" }, h("h1", {}, "Scenarios"), summary(report));
  const list = h("div.list");
  const status = h("p.dim", { role: "status" });
  const show = () => {
    const runs = report.runs.filter((run) => matches(run, filter));
    status.textContent =
      runs.length === report.runs.length
        ? `${plural(runs.length, "scenario")}`
        : `${runs.length.toLocaleString("en")} of ${plural(report.runs.length, "scenario")}`;
    replaceChildren(list, troubleList(report, runs), features(report, runs, filter));
  };
  const changed = (part) => {
    Object.assign(filter, part);
    history.replaceState(null, "", `#/${queryOf(filter)}`);
    show();
  };
  append(root, [outcomeButtons(report, filter, changed), filters(report, filter, changed), status, list]);
  show();
  return root;
}

/** The seed of a run, or its first and last one: they have 64 bits, and so are texts. */
function seedText(report) {
  const seeds = [...new Set(report.runs.map((run) => run.seed))].map(BigInt).sort((one, other) => (one < other ? -1 : 1));
  return seeds.length > 1 ? `seeds ${seeds[0]} to ${seeds.at(-1)}` : `seed ${report.plan.seed}`;
}

function summary(report) {
  const { plan, sum } = report;
  const virtual = report.runs.reduce((total, run) => total + run.ticks, 0);
  const rows = {
    command: plan.command, seed: seedText(report), program: plan.program,
    began: plan.startedAt ? new Date(plan.startedAt).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "medium" }) : "",
    took: sum ? `${millisecondsText(sum.milliseconds)} of wall time, ${timeText(virtual)} of virtual time` : "",
  };
  return h("header.summary", {},
    h("div.command", {}, commandText(rows.command), copyButton(rows.command, "the command line")),
    h("p.meta", {}, `${rows.seed} · ${rows.program} · ${rows.began}${rows.took ? ` · ${rows.took}` : ""}`),
    !sum ? h("p.notice", {}, "The run has not ended: the program was killed, or it is still running.") : null,
    sum?.isCutShort ? h("p.notice", {}, "The run was interrupted.") : null,
    sum?.complaints.map((text) => h("p.notice.bad", {}, text)));
}

/** One button for each outcome: a count, and a filter. */
function outcomeButtons(report, filter, changed) {
  const counts = new Map(OUTCOMES.map((outcome) => [outcome, 0]));
  report.runs.forEach((run) => counts.set(run.outcome, counts.get(run.outcome) + 1));
  const group = h("div.outcomes", { role: "group", "aria-label": "Filter by outcome" });
  for (const [outcome, count] of counts) {
    if (count > 0) {
      const button = h("button", {
        type: "button", class: `outcome ${outcome.replace(" ", "-")}`, "aria-pressed": String(filter.outcome === outcome),
        onclick: () => {
          const chosen = filter.outcome === outcome ? "" : outcome;
          group.querySelectorAll("button").forEach((other) => other.setAttribute("aria-pressed", "false"));
          button.setAttribute("aria-pressed", String(chosen !== ""));
          changed({ outcome: chosen });
        },
      }, h("strong", {}, count.toLocaleString("en")), h("span", {}, `${MARKS[outcome]} ${outcome}`));
      group.append(button);
    }
  }
  return group;
}

function filters(report, filter, changed) {
  const tags = [...new Set(report.runs.flatMap((run) => run.tags))].sort();
  const backends = [...new Set(report.runs.map((run) => run.backend))];
  let pending = 0;
  const search = h("input", {
    type: "search", id: "search", placeholder: "name, feature, @tag, file:line", "aria-label": "Filter by text", autocomplete: "off",
    oninput: () => {
      clearTimeout(pending);
      pending = setTimeout(() => changed({ q: search.value }), 120);
    },
  });
  search.value = filter.q;
  const choice = (label, name, values) => {
    const options = values.map((value) => h("option", { value, selected: filter[name] === value }, value));
    const onchange = (event) => changed({ [name]: event.target.value });
    const select = () => h("select", { onchange }, h("option", { value: "" }, "all"), options);
    return values.length < 2 ? null : h("label", {}, label, " ", select());
  };
  const filters = [search, choice("tag", "tag", tags), choice("backend", "backend", backends)];
  return h("form.filters", { role: "search", onsubmit: (event) => event.preventDefault() }, filters);
}

function matches(run, filter) {
  return (!filter.outcome || run.outcome === filter.outcome)
    && (!filter.backend || run.backend === filter.backend)
    && (!filter.tag || run.tags.includes(filter.tag))
    && filter.q.toLowerCase().split(/\s+/).every((word) => run.haystack.includes(word));
}

function queryOf(filter) {
  const query = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
  return query.size > 0 ? `?${query}` : "";
}

function filterOf(query) {
  const given = new URLSearchParams(query);
  return { q: given.get("q") ?? "", outcome: given.get("outcome") ?? "", backend: given.get("backend") ?? "", tag: given.get("tag") ?? "" };
}

function troubleList(report, runs) {
  const trouble = runs
    .filter((run) => TROUBLE.includes(run.outcome))
    .sort((one, other) => TROUBLE.indexOf(one.outcome) - TROUBLE.indexOf(other.outcome));
  return trouble.length > 0 ? h("section.trouble", {}, h("h2", {}, "What did not pass"), rowsOf(report, trouble, true)) : null;
}

function features(report, runs, filter) {
  const groups = new Map();
  for (const run of runs) {
    const group = groups.get(run.feature);
    if (group) {
      group.push(run);
    } else {
      groups.set(run.feature, [run]);
    }
  }
  const open = groups.size === 1 || runs.length <= 30 || Boolean(filter.q || filter.outcome || filter.tag) && runs.length <= ROWS_AT_ONCE;
  const features = [...groups].map(([feature, group]) => featureGroup(report, report.plan.features[feature], group, open));
  return h("section", {}, h("h2", {}, "By feature"), features);
}

/** Its rows are made when it is opened. */
function featureGroup(report, feature, runs, open) {
  const body = h("div.group-body");
  const counts = OUTCOMES
    .map((outcome) => [outcome, runs.filter((run) => run.outcome === outcome).length])
    .filter(([, count]) => count > 0)
    .map(([outcome, count]) =>
      h("span", { class: `count ${outcome.replace(" ", "-")}`, title: `${count} ${outcome}` }, `${MARKS[outcome]} ${count}`));
  const details = h("details.feature", { open },
    h("summary", {},
      h("span.feature-name", {}, feature.name), " ", h("span.dim", {}, feature.path), " ",
      h("span.counts", {}, counts)),
    body);
  const fill = () => {
    if (details.open && body.childElementCount === 0) {
      append(body, [feature.description ? h("p.description", {}, feature.description) : null, rules(report, runs)]);
    }
  };
  details.addEventListener("toggle", fill);
  fill();
  return details;
}

function rules(report, runs) {
  const groups = new Map();
  runs.forEach((run) => groups.set(run.rule ?? "", [...(groups.get(run.rule ?? "") ?? []), run]));
  return [...groups].map(([rule, group]) => [rule ? h("h3.rule", {}, `Rule: ${rule}`) : null, rowsOf(report, group, false)]);
}

/** A list of runs, so many at once. */
function rowsOf(report, runs, withFeature) {
  const list = h("ul.rows");
  const holder = h("div", {}, list);
  let shown = 0;
  const more = () => {
    append(list, runs.slice(shown, shown + ROWS_AT_ONCE).map((run) => row(report, run, withFeature)));
    shown += ROWS_AT_ONCE;
    holder.querySelector("button.more")?.remove();
    if (shown < runs.length) {
      const left = runs.length - shown;
      const text = `Show ${Math.min(ROWS_AT_ONCE, left)} more of ${left.toLocaleString("en")}`;
      holder.append(h("button.more", { type: "button", onclick: more }, text));
    }
  };
  more();
  return holder;
}

function row(report, run, withFeature) {
  const seeds = report.hasSeveralSeeds ??= new Set(report.runs.map((other) => other.seed)).size > 1;
  return h("li", { class: run.outcome.replace(" ", "-") },
    badge(run.outcome, false),
    h("div.row-text", {},
      withFeature ? h("span.dim", {}, `${run.featureName} › `) : null,
      h("a", { href: `#/s/${run.number}` }, run.name),
      run.summary && run.outcome !== "passed" ? h("p.why", {}, run.summary) : null),
    h("span.dim.where", {}, `${run.backend}${seeds ? ` · seed ${run.seed}` : ""}`),
    h("span.dim.number", {}, run.milliseconds ? millisecondsText(run.milliseconds) : ""),
    h("span.dim.number", { title: "virtual time" }, run.ticks ? `${timeText(run.ticks)} virtual` : ""));
}
