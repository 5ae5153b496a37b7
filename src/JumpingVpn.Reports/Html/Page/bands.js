// The bands along lanes: what is the case from one time to another.

/** @returns [{lane, from, to, kind, label, detail}], in pixels */
function bandsOf(story, layout) {
  const bands = new Bands(story, layout);
  story.items.forEach((item) => bands.take(item));
  return bands.finished();
}

class Bands {
  constructor(story, layout) {
    this.story = story;
    this.layout = layout;
    this.bottom = layout.height - 12;
    this.bands = [];
    this.open = new Map();
    this.slots = new Map();
    this.schedules = new Map();
    this.mappings = new Mappings(story);
  }

  take(item) {
    const mapping = this.mappings.take(item);
    if (mapping && !mapping.band) {
      this.beginMapping(mapping, item);
    } else if (item.kind === "event" && item.name === "StateChange") {
      this.begin(`state ${item.lane}`, item.lane, `state-${String(item.data.to).toLowerCase()}`, item.data.to, item, item.data.reason);
    } else if (item.schedule !== undefined) {
      this.endSchedule(item.node, item.at);
      this.schedules.set(item.node, item);
    } else if (item.kind === "change") {
      this.takeChange(item);
    }
  }

  finished() {
    this.mappings.passTo(this.story.end);
    for (const { band, ended } of this.mappings.all) {
      if (band) {
        const to = !ended ? this.bottom : ended.item ? this.yAt(ended.item) : yOfTime(this.layout, ended.at);
        this.bands.push({ ...band, to: Math.max(to, band.from + 4) });
      }
    }
    [...this.schedules.keys()].forEach((node) => this.endSchedule(node, this.story.end));
    [...this.open.keys()].forEach((key) => this.close(key, this.bottom));
    return this.bands;
  }

  yAt(item) {
    return item.y ?? this.layout.yOf.get(item.seq) ?? nearestY(this.layout, item.seq);
  }

  begin(key, lane, kind, label, item, detail) {
    const from = this.yAt(item);
    this.close(key, from);
    if (lane >= 0) {
      this.open.set(key, { lane, kind, label, from, detail });
    }
  }

  close(key, y) {
    const band = this.open.get(key);
    if (band) {
      this.bands.push({ ...band, to: Math.max(y, band.from + 4) });
      this.open.delete(key);
    }
  }

  beginMapping(mapping, item) {
    const lane = item.outwards ? item.to : item.from;
    const slot = (this.slots.get(lane) ?? 0) % 4;
    this.slots.set(lane, slot + 1);
    const label = mapping.external.slice(mapping.external.lastIndexOf(":"));
    mapping.band = { lane, kind: "mapping", label, from: this.yAt(item), slot, detail: `${mapping.inside} ⇄ ${mapping.external}` };
  }

  takeChange(item) {
    if (BEGINS[item.what]) {
      this.begin(`${item.what} ${item.node}`, item.lane, BEGINS[item.what], item.what, item, item.node);
    } else if (ENDS[item.what]) {
      this.close(`${ENDS[item.what]} ${item.node}`, this.yAt(item));
    } else if (item.what === "partitioned" || item.what === "rejoined") {
      for (const [node, other] of [[item.node, item.other], [item.other, item.node]]) {
        const lane = this.story.lanes.findIndex((candidate) => candidate.node === node);
        const key = `partition ${node} ${other}`;
        if (item.what === "rejoined") {
          this.close(key, this.yAt(item));
        } else {
          this.begin(key, lane, "partition", `cannot reach ${other}`, item, other);
        }
      }
    }
  }

  /** The outages of a schedule, up to its end; those that are too near to each other to be told apart are one band. */
  endSchedule(node, until) {
    const item = this.schedules.get(node);
    this.schedules.delete(node);
    if (!item?.schedule || item.lane < 0) {
      return;
    }
    const first = this.yAt(item);
    let last = null;
    for (const [from, to] of outagesOf(item, until)) {
      const band = { from: Math.max(first, yOfTime(this.layout, from)), to: yOfTime(this.layout, to) };
      if (last && band.from - last.to < 2) {
        last.to = band.to;
      } else {
        const label = last ? "" : "link down";
        last = { lane: item.lane, kind: "down", label, detail: `${node}: link down, by its schedule`, ...band };
        this.bands.push(last);
      }
      last.to = Math.max(last.to, last.from + 4);
    }
  }
}

const MOST_OUTAGES = 50_000;

/** When a link that follows a schedule is down: [[from, to], …]. Of very many, the last one stands for all that follow. */
function outagesOf({ at, schedule: { outages, every } }, until) {
  const all = [];
  for (let round = at; round < until && outages.length > 0; round += every ?? Infinity) {
    for (const [after, lasting] of outages) {
      if (round + after < until) {
        all.push([round + after, Math.min(round + after + lasting, until)]);
      }
    }
    if (all.length > MOST_OUTAGES) {
      all.at(-1)[1] = until;
      break;
    }
  }
  return all;
}

const BEGINS = { "link down": "down", detached: "down", paused: "paused", crashed: "crashed" };
const ENDS = { "link up": "link down", attached: "detached", resumed: "paused", restarted: "crashed" };

function nearestY(layout, seq) {
  let y = 8;
  for (const moment of layout.moments) {
    if (moment.seq > seq) {
      break;
    }
    y = moment.y;
  }
  return y;
}

/** The height that stands for a time: at the top of what happened then, or in the gap between two times at which something did. */
function yOfTime({ marks }, at) {
  let low = 0;
  let high = marks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (marks[middle].at < at) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const [before, after] = [marks[low - 1], marks[low]];
  if (!before || !after || after.at === at) {
    return (after ?? before).y;
  }
  return before.y + ((after.y - before.y) * (at - before.at)) / (after.at - before.at);
}
