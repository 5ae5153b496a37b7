// Which mappings the NATs have at any time: from the tables at the ends of the steps, and in between from what was translated and from how
// long mappings live.

/** Goes through a story and knows the mappings as they stand. */
class Mappings {
  constructor(story) {
    this.story = story;
    this.alive = new Map();
    this.all = [];
    this.more = new Map();
  }

  /** @returns the mapping that a datagram was translated by, if the item is a translation */
  take(item) {
    this.passTo(item.at);
    if (item.kind === "table") {
      this.takeTable(item);
    } else if (item.isTranslation && item.translated) {
      return this.takeTranslation(item);
    } else if (item.kind === "change" && ["flushed", "rebooted"].includes(item.what)) {
      this.of(item.node).forEach((mapping) => this.end(mapping, item.at, item));
      this.more.delete(item.node);
    }
    return null;
  }

  /** What expires by then is gone: at exactly its age, as in the NAT itself. */
  passTo(at) {
    for (const mapping of this.alive.values()) {
      if (mapping.expires !== null && mapping.expires <= at) {
        this.end(mapping, mapping.expires, null);
      }
    }
  }

  /** The mappings of a NAT, oldest first. */
  of(nat) {
    return [...this.alive.values()].filter((mapping) => mapping.nat === nat);
  }

  end(mapping, at, item) {
    mapping.ended = { at, item };
    this.alive.delete(mapping.key);
  }

  begin(nat, inside, external) {
    const key = `${nat} ${inside} ${external}`;
    const mapping = { key, nat, inside, external, remote: null, admits: "", expires: null, isStuck: false, isAnswered: false, ended: null };
    this.alive.set(key, mapping);
    this.all.push(mapping);
    return mapping;
  }

  takeTranslation(item) {
    const inside = item.outwards ? item.source : item.translated;
    const external = item.outwards ? item.translated : item.destination;
    const known = this.alive.get(`${item.nat} ${inside} ${external}`);
    const mapping = known ?? this.begin(item.nat, inside, external);
    const lifetimes = this.story.lifetimes.get(item.nat);
    mapping.isAnswered ||= !item.outwards;
    if (lifetimes && (!known || (item.outwards ? lifetimes.outbound : lifetimes.inbound)) && !isForEver(mapping, item.at)) {
      mapping.expires = item.at + (mapping.isAnswered ? lifetimes.answered : lifetimes.first);
    }
    return mapping;
  }

  /** A table is the truth, also where something else was expected. */
  takeTable(item) {
    const listed = new Set();
    const lifetimes = this.story.lifetimes.get(item.nat);
    for (const [inside, external, remote, admits, expires, isStuck] of item.rows.filter((row) => row[4] > item.at)) {
      const key = `${item.nat} ${inside} ${external}`;
      const mapping = this.alive.get(key) ?? this.revived(key) ?? this.begin(item.nat, inside, external);
      Object.assign(mapping, { remote, admits, expires, isStuck });
      mapping.isAnswered ||= lifetimes !== undefined && expires - item.at > lifetimes.first;
      listed.add(key);
    }
    const more = item.count - item.rows.length;
    this.more.set(item.nat, more);
    if (more === 0) {
      this.of(item.nat).filter((mapping) => !listed.has(mapping.key)).forEach((mapping) => this.end(mapping, item.at, item));
    }
  }

  revived(key) {
    const mapping = this.all.findLast((candidate) => candidate.key === key);
    if (mapping) {
      mapping.ended = null;
      this.alive.set(key, mapping);
    }
    return mapping;
  }
}

const FOR_EVER = 1e13;

function isForEver(mapping, now) {
  return mapping.expires !== null && mapping.expires - now > FOR_EVER;
}

/** The tables of all NATs as they stand at a moment. */
function natPanel(story, moment) {
  const nats = [...story.nodes.values()].filter((node) => node.kind === "nat").map((node) => node.name);
  if (nats.length === 0) {
    return null;
  }
  const mappings = new Mappings(story);
  for (const item of story.items) {
    if (item.seq > moment.seq) {
      break;
    }
    mappings.take(item);
  }
  mappings.passTo(moment.at);
  const tables = nats.map((nat) => natTable(nat, mappings.of(nat), mappings.more.get(nat) ?? 0, moment.at));
  return panel(`NAT tables at ${timeText(moment.at)}`, tables);
}

function natTable(name, mappings, more, now) {
  if (mappings.length + more === 0) {
    return h("p", {}, h("strong", {}, name), ": no mappings");
  }
  const words = (mapping) => [
    mapping.remote === null ? "new in this step; its expiry and remote side are known when the step has ended" : `for ${mapping.remote}`,
    mapping.admits && `admits ${mapping.admits}`,
    mapping.expires !== null && `expires ${isForEver(mapping, now) ? "never" : `in ${timeText(mapping.expires - now)}`}`,
    mapping.isStuck && "stuck: lets nothing in",
  ];
  return h(
    "div.nat-table",
    {},
    h("p", {}, h("strong", {}, name), `: ${plural(mappings.length + more, "mapping")}`),
    h("ul", {}, mappings.map((mapping) => h("li", {},
      h("code", {}, `${mapping.inside} ⇄ ${mapping.external}`),
      h("span.dim", {}, words(mapping).filter(Boolean).join(" · "))))),
    more > 0 ? h("p.dim", {}, `and ${plural(more, "more mapping")} when the last step ended`) : null,
  );
}
