// The shapes of what happens: arrows, crosses and words.

function arrowHeads(ladder) {
  const box = { viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto-start-reverse" };
  const head = (kind) => s("marker", { id: `${kind}-${ladder}`, ...box }, s("path", { d: "M0,0.8 L8,4 L0,7.2 z", class: kind }));
  return s("defs", {}, head("arrow"), head("arrow-hostile"), head("arrow-copy"));
}

function drawItem(ladder, group, item) {
  if (item.kind === "leg") {
    drawLeg(ladder, group, item);
  } else if (item.kind === "drop") {
    drawDrop(ladder, group, item);
  } else if (item.kind === "start") {
    group.append(s("circle", { cx: ladder.laneX(item.lane), cy: item.y, r: 3.2, class: `dot ${styleOf(item.datagram)}` }));
  } else if (item.kind === "event") {
    drawEvent(ladder, group, item);
  } else if (item.kind === "change") {
    const x = item.lane < 0 ? GUTTER : ladder.laneX(item.lane);
    const text = `⚡ ${item.node}: ${item.what}${item.other ? ` (${item.other})` : ""}`;
    group.append(...chip(ladder, x, item.y, text, "change"));
  }
}

function styleOf(datagram) {
  return datagram.isHostile ? "hostile" : datagram.isCopy ? "copy" : "plain";
}

function drawLeg(ladder, group, item) {
  const style = styleOf(item.datagram);
  const from = ladder.laneX(item.from);
  const to = ladder.laneX(item.to);
  const y = item.y;
  const startY = ladder.startY(item);
  const way = Math.sign(to - from) || 1;
  if (from === to && startY === y) {
    return;
  }
  const classes = `leg ${style}${item.held > 0 ? " held" : ""}${item.isTranslation ? " translation" : ""}`;
  const head = style === "hostile" ? "arrow-hostile" : style === "copy" ? "arrow-copy" : "arrow";
  const marker = item.isTranslation ? null : `url(#${head}-${ladder.number})`;
  const ends = { x1: from + way * 3, y1: startY, x2: to - way * (item.isTranslation ? 0 : 2), y2: y };
  group.append(s("line", { ...ends, class: classes, "marker-end": marker }));
  if (item.isTranslation) {
    const [before, after] = item.outwards ? [item.source, item.translated] : [item.destination, item.translated];
    const text = item.outwards ? `${portOf(before)} → ${portOf(after)}` : `${portOf(after)} ← ${portOf(before)}`;
    group.append(s("text.translated", { x: (from + to) / 2, y: y + 11, "text-anchor": "middle" }, text));
    return;
  }
  const words = [];
  if (item.isFirst) {
    words.push(`${item.datagram.isCopy ? "copy of " : ""}${item.datagram.type || "datagram"} ${item.datagram.length} B`);
    words.push(
      item.datagram.isForged ? "forged" : null,
      item.datagram.isRewritten ? "rewritten" : null,
      item.datagram.isCorrupted ? "corrupted" : null);
    words.push(item.repeats > 0 ? `+${item.repeats} like it` : null);
  }
  label(ladder, group, words, from, startY, y, style, way);
  if (item.took > 0) {
    const delay = item.held > 0 ? `held ${timeText(item.held)}` : timeText(item.took);
    group.append(s("text.delay", { ...ladder.beside(to - way * 10, Infinity, delay, -way), y: y + 12 }, delay));
  }
}

function label(ladder, group, words, from, startY, y, style, way) {
  const text = words.filter(Boolean).join(", ");
  if (text) {
    const labelY = startY === y ? y - 5 : startY + (y - startY) * 0.08 - 3;
    const place = ladder.beside(from + way * 9, Infinity, text, way);
    group.append(s("text", { ...place, y: labelY, class: `label ${style}` }, text));
  }
}

function drawDrop(ladder, group, item) {
  const from = ladder.laneX(item.from);
  const target = item.lane < 0 ? from : ladder.laneX(item.lane);
  const x = item.onLink && target !== from ? from + (target - from) * 0.55 : target;
  const startY = ladder.startY(item);
  const way = Math.sign(x - from) || 1;
  const style = styleOf(item.datagram);
  if (x !== from || startY !== item.y) {
    group.append(s("line", { x1: from + way * 3, y1: startY, x2: x - way * 6, y2: item.y, class: `leg ${style} lost` }));
  }
  if (item.isFirst) {
    label(ladder, group, [`${item.datagram.type || "datagram"} ${item.datagram.length} B`], from, startY, item.y, style, way);
  }
  const reason = item.reason ?? "dropped";
  group.append(
    s("path.cross", { d: `M${x - 5},${item.y - 5} l10,10 M${x + 5},${item.y - 5} l-10,10` }),
    s("text.reason", { ...ladder.beside(x + 10, 20, reason, 1), y: item.y + (item.isBelow ? 12 + REASON : 12) }, reason),
  );
}

/** A session that is attached is well; each other state is a change that one should see. */
function chipKind(item) {
  return isTrouble(item) ? "event trouble"
    : item.name !== "StateChange" ? "event"
    : item.data.to === "ATTACHED" ? "event state"
    : "event change";
}

function drawEvent(ladder, group, item) {
  const x = item.lane < 0 ? GUTTER : ladder.laneX(item.lane);
  const state = item.name === "StateChange" ? `${item.data.from} → ${item.data.to}` : null;
  const detail = state ?? [item.data.reason, item.data.violation, item.data.payload]
    .filter((value) => typeof value === "string")
    .map((value) => shorten(value, 24))
    .join(" ");
  const said = item.name === "said" ? `“${shorten(String(item.data.text ?? ""), 60)}”` : null;
  const text = state ?? `${said ?? item.name}${said || !detail ? "" : ` ${detail}`}${item.repeats > 0 ? `, +${item.repeats} like it` : ""}`;
  group.append(...chip(ladder, x, item.y, text, chipKind(item)));
}

/** A word on a lane, kept inside of the drawing. */
function chip(ladder, x, y, text, kind) {
  const most = ladder.drawingWidth;
  const shown = shorten(visible(text), Math.max(12, (most - 8) / 6.4));
  const width = shown.replace(/[^A-Z_]/g, "").length * 1.7 + shown.length * 5.7 + 16;
  const left = Math.max(4, Math.min(x - width / 2, most - width));
  return [
    s("rect", { x: left, y: y - 9, width, height: 17, rx: 8, class: `chip ${kind}` }),
    s("text", { x: left + width / 2, y: y + 3.5, "text-anchor": "middle", class: `chip-text ${kind}` }, shown),
  ];
}

function portOf(address) {
  const text = String(address ?? "");
  return text.slice(text.lastIndexOf(":"));
}
