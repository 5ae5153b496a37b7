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
    return h("div.item", {}, h("strong", {}, item.name), item.node ? ` at ${item.node}` : "", facts(item.data, ["event", "ts_ms"]));
  }
  return h("div.item", {}, h("strong", {}, `${item.node}: ${item.what}`), item.other ? ` (${item.other})` : "");
}

function describeDatagram(story, item, longest) {
  const datagram = item.datagram;
  const title = (lane) => (lane === undefined || lane < 0 ? "?" : story.lanes[lane].title);
  const flags = [
    datagram.isForged && "its source is forged", datagram.isHostile && !datagram.isForged && "an attacker's",
    datagram.isRewritten && "rewritten by an attacker", datagram.isCopy && "a copy that a link made", datagram.isCorrupted && "damaged by a link",
  ].filter(Boolean);
  const rows = {
    what: item.kind === "drop" ? item.reason : item.isTranslation ? `translated by ${item.nat}` : item.kind === "start" ? "sent" : item.isLast ? "delivered" : "on its way",
    at: timeText(item.at),
    way: item.kind === "start" ? title(item.lane) : `${title(item.from)} → ${item.kind === "drop" ? item.where : title(item.to)}`,
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
    facts(rows),
    decoded(datagram, longest),
  );
}

function facts(object, except = []) {
  const rows = Object.entries(object).filter(([name, value]) => !except.includes(name) && value !== null && value !== undefined && value !== "");
  return h("dl.facts", {}, rows.map(([name, value]) => [h("dt", {}, name), h("dd", {}, typeof value === "object" ? JSON.stringify(value) : String(value))]));
}

/** The bytes of a datagram: JSON by its members, all else as a dump of hexadecimal digits and letters. */
function decoded(datagram, longest = Infinity) {
  const bytes = datagram.bytes;
  if (bytes === undefined) {
    return null;
  }
  const isCut = bytes.startsWith("t") ? bytes.length - 1 < datagram.length : (bytes.length - 1) / 2 < datagram.length;
  const message = isCut ? null : messageOf(bytes);
  const shown = message ? facts(message) : h("pre.dump", { tabindex: longest === Infinity ? "0" : null }, dump(bytes).slice(0, longest));
  return [shown, isCut ? h("p.dim", {}, "The first 2,048 bytes; the capture has all.") : null];
}

function codesOf(bytes) {
  return bytes.startsWith("t")
    ? Array.from(bytes.slice(1), (letter) => letter.charCodeAt(0))
    : (bytes.slice(1).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

function dump(bytes) {
  const codes = codesOf(bytes);
  const lines = [];
  for (let at = 0; at < codes.length; at += 16) {
    const row = codes.slice(at, at + 16);
    const digits = row.map((code) => code.toString(16).padStart(2, "0")).join(" ");
    const letters = row.map((code) => (code >= 32 && code < 127 ? String.fromCharCode(code) : "·")).join("");
    lines.push(`${at.toString(16).padStart(4, "0")}  ${digits.padEnd(47)}  ${letters}`);
  }
  return lines.join("\n");
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
  return panel(`At ${timeText(moment.at)}`, shown.map((items) => (items.length === 1 ? describeItem(story, items[0]) : describeWay(story, items))));
}

function describeWay(story, items) {
  const end = items.at(-1);
  const details = describeDatagram(story, { ...end, from: items[0].from ?? items[0].lane, source: items.at(1).source ?? end.source }, Infinity);
  const passed = items.filter((item) => item.isTranslation).map((item) => `${item.nat}: ${item.outwards ? item.source : item.destination} → ${item.translated}`);
  return [details, passed.length > 0 ? h("ul.passed", { "aria-label": "Translations" }, passed.map((text) => h("li", {}, text))) : null];
}

/** The tables of all NATs as they stood last, and what was translated since. */
function natPanel(story, moment) {
  const tables = new Map();
  for (const node of story.nodes.values()) {
    if (node.kind === "nat") {
      tables.set(node.name, { at: 0, count: 0, rows: [] });
    }
  }
  for (const item of story.items) {
    if (item.seq > moment.seq) {
      break;
    }
    if (item.kind === "table") {
      tables.set(item.nat, { at: item.at, count: item.count, rows: item.rows.map((row) => [...row]) });
    } else if (item.isTranslation && tables.has(item.nat)) {
      noteTranslation(tables.get(item.nat), item);
    } else if (item.kind === "change" && ["flushed", "rebooted"].includes(item.what) && tables.has(item.node)) {
      tables.set(item.node, { at: item.at, count: 0, rows: [] });
    }
  }
  if (tables.size === 0) {
    return null;
  }
  return panel(`NAT tables at ${timeText(moment.at)}`, [...tables].map(([name, table]) => natTable(name, table, moment.at)));
}

function noteTranslation(table, item) {
  const inside = item.outwards ? item.source : item.translated;
  const external = item.outwards ? item.translated : item.destination;
  if (!table.rows.some((row) => row[0] === inside && row[1] === external)) {
    table.rows.push([inside, external, null, "", null, false]);
    table.count++;
  }
}

function natTable(name, table, now) {
  if (table.count === 0) {
    return h("p", {}, h("strong", {}, name), ": no mappings");
  }
  const expiry = (ticks) => (ticks === null ? "" : ticks - now > 1e13 ? "never" : ticks <= now ? "over" : `in ${timeText(ticks - now)}`);
  return h(
    "div.nat-table",
    {},
    h("p", {}, h("strong", {}, name), `: ${plural(table.count, "mapping")}`),
    h("ul", {}, table.rows.map(([inside, external, remote, admits, expires, stuck]) => h("li", {},
      h("code", {}, `${inside} ⇄ ${external}`),
      h("span.dim", {}, [remote === null ? "made since the last step ended, so no more is known of it yet" : `for ${remote}`, admits && `admits ${admits}`, expires !== null && `expires ${expiry(expires)}`, stuck && "stuck: lets nothing in"].filter(Boolean).join(" · "))))),
    table.rows.length < table.count ? h("p.dim", {}, `and ${plural(table.count - table.rows.length, "more mapping")}`) : null,
  );
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
    h("ul.claims", {}, page.invariants.map((claim) => h("li", { class: violated(claim) ? "violated" : null }, h("span", { "aria-hidden": "true" }, violated(claim) ? "✗ " : "✓ "), claim, violated(claim) ? h("strong", {}, " — violated") : null))),
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
  return files.length > 0 ? panel("Attachments", h("p.buttons", {}, files)) : null;
}
