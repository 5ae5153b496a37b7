// What stands beside the ladder: the chosen moment with its bytes decoded, the tables of the NATs at that moment, the ledger, and so on.

function panel(title, ...children) {
  return h("section.panel", {}, h("h2.small", {}, title), ...children);
}

/** What an item is, in words and with its bytes. */
function describeItem(story, item, longest = Infinity) {
  if (item.datagram) {
    return describeDatagram(story, item, longest);
  }
  if (item.kind === "event") {
    return h("div.item", {}, h("strong", {}, item.name), item.node ? ` at ${item.node}` : "", facts(eventFacts(item.data)));
  }
  return h("div.item", {}, h("strong", {}, `${item.node}: ${item.what}`), item.other ? ` (${item.other})` : "");
}

function eventFacts(data) {
  return Object.entries(data).filter(([name]) => !["event", "ts_ms"].includes(name));
}

function describeDatagram(story, item, longest) {
  const datagram = item.datagram;
  const title = (lane) => (lane === undefined || lane < 0 ? "?" : story.lanes[lane].title);
  const flags = [
    datagram.isForged && "its source is forged", datagram.isHostile && !datagram.isForged && "an attacker's",
    datagram.isRewritten && "rewritten by an attacker",
    datagram.isCopy && "a copy that a link made",
    datagram.isCorrupted && "damaged by a link",
  ].filter(Boolean);
  const rows = {
    result:
      item.kind === "drop" ? item.reason
      : item.isTranslation ? `translated by ${item.nat}`
      : item.kind === "start" ? "sent"
      : item.isLast ? "delivered"
      : "on its way",
    at: timeText(item.at),
    path: item.kind === "start" ? title(item.lane) : `${title(item.from)} → ${item.kind === "drop" ? item.where : title(item.to)}`,
    source: item.isTranslation && item.outwards ? `${item.source} → ${item.translated}` : item.source,
    destination: item.isTranslation && !item.outwards ? `${item.destination} → ${item.translated}` : item.destination,
    took: item.took > 0 ? timeText(item.took) : null,
    held: item.held > 0 ? timeText(item.held) : null,
    note: flags.join(", ") || null,
    number: typeof datagram.number === "number" ? datagram.number : null,
  };
  return h(
    "div.item",
    {},
    h("strong", { class: datagram.isHostile ? "hostile" : null }, datagram.type || "datagram"),
    ` ${datagram.length} B`,
    facts(Object.entries(rows).filter(([, value]) => value !== null && value !== undefined)),
    decoded(datagram, story, longest),
  );
}

/** Names and values; every one of them is shown. */
function facts(pairs) {
  const shown = (value) => (value === "" ? '""' : typeof value === "object" ? JSON.stringify(value) : String(value));
  return h("dl.facts", {}, pairs.map(([name, value]) => [h("dt", {}, name), h("dd", {}, shown(value))]));
}

/** Everything at one moment; a datagram once, with the places it passed in it. */
function momentPanel(story, moment) {
  const shown = [];
  for (const item of moment.items) {
    const last = shown.at(-1);
    if (last && item.datagram && last.at(-1).datagram === item.datagram) {
      last.push(item);
    } else {
      shown.push([item]);
    }
  }
  const described = shown.map((items) => (items.length === 1 ? describeItem(story, items[0]) : describeWay(story, items)));
  return panel(`At ${timeText(moment.at)}`, described);
}

function describeWay(story, items) {
  const end = items.at(-1);
  const whole = { ...end, from: items[0].from ?? items[0].lane, source: items.at(1).source ?? end.source };
  const details = describeDatagram(story, whole, Infinity);
  const passed = items
    .filter((item) => item.isTranslation)
    .map((item) => `${item.nat}: ${item.outwards ? item.source : item.destination} → ${item.translated}`);
  return [details, passed.length > 0 ? h("ul.passed", { "aria-label": "Translations" }, passed.map((text) => h("li", {}, text))) : null];
}

function ledgerPanel(page) {
  if (!page.ledger?.length) {
    return null;
  }
  const dropped = page.ledger.find(([word]) => word === "dropped")?.[1] ?? 0;
  const most = Math.max(1, ...page.ledger.map(([, count]) => count));
  return panel(
    "Ledger",
    h("table.data.ledger", {},
      h("caption", {}, dropped === 0 ? "Every datagram arrived." : `${plural(dropped, "datagram")} did not arrive.`),
      h("tbody", {}, page.ledger.map(([word, count], index) => h("tr", { class: index > 4 ? "reason-row" : null },
        h("th", { scope: "row" }, word.replace(/^dropped(: | by the )/, "")),
        h("td.number", {}, count.toLocaleString("en")),
        h("td.bar", { "aria-hidden": "true" }, h("meter", { min: 0, max: most, value: count })))))),
  );
}

function invariantPanel(page) {
  if (!page.invariants?.length) {
    return null;
  }
  const violated = (claim) => (page.message ?? "").includes(claim);
  return panel(
    "Invariants",
    h("ul.claims", {}, page.invariants.map((claim) =>
      h("li", { class: violated(claim) ? "violated" : null },
        h("span", { "aria-hidden": "true" }, violated(claim) ? "✗ " : "✓ "),
        claim,
        violated(claim) ? h("strong", {}, " — violated") : null))),
  );
}

/** Buttons for the files that are kept in this one. */
function attachmentPanel(report, run) {
  const stem = `${run.name.replace(/[^A-Za-z0-9]+/g, "-").toLowerCase().slice(0, 80)}-${run.backend}-${run.seed}`;
  const file = (kind, label, name, type) => (report.has(kind, run.number)
    ? h("button", { type: "button", onclick: async () => download(name, await report.bytesOf(kind, run.number), type) }, label)
    : null);
  const files = [
    file("trace", "Trace (JSON lines)", `${stem}.jsonl`, "application/x-ndjson"),
    file("capture", "Capture (pcapng)", `${stem}.pcapng`, "application/octet-stream"),
  ].filter(Boolean);
  return files.length > 0 ? h("div.attachments", {}, panel("Attachments", h("p.buttons", {}, files))) : null;
}
