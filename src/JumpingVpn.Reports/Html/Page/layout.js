// Gives every item of a story its place on the virtual time axis. Things that happen in one instant stand below each other in their order;
// time that passes adds distance, and a long silence is folded.

const ROW = { leg: 34, start: 34, drop: 34, event: 24, change: 26, step: 26, table: 0 };
const FOLD = 46;
const REASON = 12;
const REPEATS_SHOWN = 2;

/**
 * @param story  from tellStory
 * @param steps  the steps of the scenario as its page has them
 * @param zoom   pixels for a millisecond
 * @param folds  whether a silence takes no more than a fold
 * @param hidesRepeats  whether what is like something before it in the same step is hidden
 * @returns {moments, folds, heads, marks, height, yOf}: a moment is {y, at, items}; a head is a step's line {y, number}; a mark {y, at}
 *   stands at each end of a gap
 */
function layOut(story, steps, { zoom, folds, hidesRepeats }) {
  const hidden = hidesRepeats ? repeatsOf(story.items) : new Map();
  const layout = { moments: [], folds: [], heads: [], marks: [{ at: 0, y: 8 }], yOf: new Map(), height: 0, hidden: 0 };
  let y = 8;
  let at = 0;
  let moment = null;
  let last = null;
  const head = (number) => {
    const isLast = number === steps.length && steps.every((step) => step.status === "passed");
    if (!isLast && (number >= steps.length || steps[number].status === "skipped")) {
      return;
    }
    layout.heads.push({ y, number, at });
    y += ROW.step;
    moment = null;
  };
  head(0);
  for (const item of story.items) {
    const group = hidden.get(item);
    if (group === "hidden") {
      layout.hidden++;
      continue;
    }
    if (item.at > at) {
      layout.marks.push({ at, y });
      y += gap(layout, y, at, item.at, zoom, folds);
      at = item.at;
      layout.marks.push({ at, y });
      moment = null;
    }
    if (item.kind === "step") {
      layout.yOf.set(item.seq, y);
      head(item.number + 1);
      last = null;
      continue;
    }
    if (item.kind === "table") {
      continue;
    }
    const joins = moment && last && item.datagram && last.datagram === item.datagram && item.since === item.at;
    if (!joins) {
      moment = { y: y + ROW[item.kind] * 0.62, top: y, at: item.at, seq: item.seq, items: [], height: ROW[item.kind] };
      layout.moments.push(moment);
      y += ROW[item.kind];
    }
    if (joins && item.kind === "drop" && moment.items.some((other) => other.kind === "leg")) {
      item.isBelow = true; // the line below an arrow has the words of the way so far
      moment.height += REASON;
      y += REASON;
    }
    moment.items.push(item);
    moment.seq = item.seq;
    item.y = moment.y;
    item.repeats = group?.count ?? 0;
    layout.yOf.set(item.seq, moment.y);
    last = item;
  }
  layout.height = y + 24;
  return layout;
}

function gap(layout, y, from, to, zoom, folds) {
  const full = ((to - from) / TICKS_PER_SECOND) * 1000 * zoom;
  if (full <= FOLD) {
    return Math.max(full, 6);
  }
  if (!folds) {
    return Math.min(full, 4000);
  }
  layout.folds.push({ y, height: FOLD, ticks: to - from });
  return FOLD;
}

/** What is like REPEATS_SHOWN others before it in the same step: the items to hide, and how many hide behind the last one shown. */
function repeatsOf(items) {
  const marks = new Map();
  let seen = new Map();
  const journeys = journeysOf(items);
  const signatureOf = (item) => {
    if (item.datagram) {
      return journeys.get(item.datagram);
    }
    return item.kind === "event"
      ? `${item.lane} ${item.name} ${item.data.to ?? ""} ${item.data.reason ?? ""} ${item.data.text ?? ""}`
      : null;
  };
  const counted = new Map();
  for (const item of items) {
    if (item.kind === "step" || item.kind === "change") {
      seen = new Map();
      continue;
    }
    const signature = signatureOf(item);
    if (!signature) {
      continue;
    }
    const owner = item.datagram ?? item;
    let entry = counted.get(owner);
    if (!entry) {
      const group = seen.get(signature) ?? { count: 0, shown: 0 };
      seen.set(signature, group);
      group.shown++;
      entry = { group, isHidden: group.shown > REPEATS_SHOWN };
      group.count += entry.isHidden ? 1 : 0;
      counted.set(owner, entry);
    }
    if (entry.isHidden) {
      marks.set(item, "hidden");
    } else if (entry.group.shown === REPEATS_SHOWN) {
      marks.set(item, entry.group);
    }
  }
  return marks;
}

/** For each datagram its type, its way and its end, in one text. */
function journeysOf(items) {
  const journeys = new Map();
  for (const item of items) {
    if (item.datagram) {
      const flags = `${item.datagram.isHostile ? "!" : ""}${item.datagram.isCopy ? "+" : ""}${item.held > 0 ? "h" : ""}`;
      const way = `${item.kind} ${item.lane ?? item.to} ${item.reason ?? ""}${flags}`;
      journeys.set(item.datagram, `${journeys.get(item.datagram) ?? item.datagram.type} / ${way}`);
    }
  }
  return journeys;
}
