// Turns the records of a picture into a story: lanes, and what happened between them in order.
//
// A story is {lanes, items, endings, notes}. An item is one of
//   {kind: "leg", datagram, from, to, since, at, ...}  a datagram went from lane to lane; legs of one datagram share `datagram`
//   {kind: "drop", datagram, from, lane, reason, at}    it ended there
//   {kind: "event", lane, name, data, at}               a protocol event
//   {kind: "change", lane, what, other, at}             something befell a node
//   {kind: "table", nat, rows, count, at}               the table of a NAT, from here on
//   {kind: "step", number, at}                          a step ended
// A change that is the beginning or the end of a schedule has a member schedule, which is null at the end.
// Times are in ticks; `seq` orders everything.

/** @param records [[sequence, kind, …], …] as docs/reports.md describes them */
function tellStory(records) {
  const sorted = [...records].sort((left, right) => left[0] - right[0]);
  const teller = new StoryTeller(sorted);
  for (const record of sorted) {
    teller.take(record);
  }
  return teller.story();
}

class StoryTeller {
  constructor(records) {
    const of = (kind) => records.filter((record) => record[1] === kind);
    this.nodes = new Map(of("node").map(([, , kind, name, behind]) => [name, { kind, name, behind, role: "" }]));
    for (const [, , name, role] of of("role")) {
      const node = this.nodes.get(name);
      if (node) {
        node.role = role;
      }
    }
    this.payloads = of("payloads")[0]?.[2] ?? [];
    [, , this.leftOut = 0, this.factsLeftOut = 0] = of("left out")[0] ?? [];
    const lifetimesOf = ([, , nat, first, answered, outbound, inbound]) => [nat, { first, answered, outbound, inbound }];
    this.lifetimes = new Map(of("lifetimes").map(lifetimesOf));
    this.lanes = lanesOf(this.nodes, records);
    this.byId = new Map(this.lanes.map((lane, index) => [lane.id, index]));
    this.items = [];
    this.datagrams = new Map();
    this.copies = 0;
    this.steps = 0;
    this.end = 0;
  }

  story() {
    const { lanes, items, nodes, lifetimes, leftOut, factsLeftOut, end } = this;
    return { lanes, items, nodes, lifetimes, leftOut, factsLeftOut, end };
  }

  take(record) {
    const [seq, kind, ...rest] = record;
    this.seq = seq;
    if (kind === "hop") {
      this.takeHop(rest);
    } else if (kind === "line") {
      this.takeLine(rest[0]);
    } else if (kind === "change") {
      this.takeChange(...rest);
    } else if (kind === "schedule") {
      const [at, node, outages, every] = rest;
      const what = outages ? "link follows a schedule" : "link follows no schedule any more";
      const schedule = outages && { outages, every };
      this.add({ kind: "change", at, lane: this.laneOf(node), node, what, other: schedule && scheduleText(schedule), schedule });
    } else if (kind === "table") {
      const [at, nat, count, rows] = rest;
      this.add({ kind: "table", at, nat, count, rows, lane: this.laneOf(nat, "outside") });
    } else if (kind === "step") {
      this.add({ kind: "step", at: rest[0], number: this.steps++ });
    }
  }

  takeChange(at, node, what, other) {
    const last = this.items.at(-1);
    const follows = last?.kind === "change" && last.at === at && last.node === node;
    // Both ways of a link one after the other, or a schedule and the word that the link has changed by it.
    if (!follows || (last.what !== what || last.other !== other) && !(last.schedule !== undefined && what === "link changed")) {
      this.add({ kind: "change", at, lane: this.laneOf(node), node, what, other });
    }
  }

  add(item) {
    item.seq = this.seq;
    this.end = Math.max(this.end, item.at);
    this.items.push(item);
    return item;
  }

  laneOf(name, side = "inside") {
    return this.byId.get(name) ?? this.byId.get(`${name} ${side}`) ?? this.byId.get(String(name).split(".")[0]) ?? -1;
  }

  takeHop([at, kind, number, where, source, destination, translated, delay, drop, payloadNumber, length]) {
    const bytes = payloadNumber < 0 ? undefined : this.payloads[payloadNumber];
    const datagram = this.datagramOf(number, bytes, length);
    const [nodeFrom, nodeTo] = where.split(">");
    const step = { source, destination, translated, at };
    switch (kind) {
      case "sent":
        this.place(datagram, this.laneOf(where), step);
        datagram.isHostile ||= this.isHostile(where);
        break;
      case "injected":
        datagram.isHostile = true;
        datagram.isForged = true;
        this.place(datagram, this.forgersLane(), step);
        break;
      case "duplicated":
        datagram.isCopy = true;
        this.copies++;
        this.place(datagram, this.laneOf(nodeFrom, this.sideTowards(nodeFrom, nodeTo)), step);
        break;
      case "corrupted":
        datagram.isCorrupted = true;
        datagram.bytes = bytes;
        break;
      case "rewritten":
        datagram.isHostile = true;
        datagram.isRewritten = true;
        datagram.bytes = bytes;
        break;
      case "link":
        datagram.delay = delay;
        datagram.linkSince = at;
        break;
      case "nat-out":
        this.leg(datagram, this.laneOf(where, "inside"), step);
        this.translation(datagram, where, "outside", step);
        break;
      case "nat-in":
        this.leg(datagram, this.laneOf(where, "outside"), step);
        this.translation(datagram, where, "inside", step);
        break;
      case "nat-hairpin":
        this.leg(datagram, this.laneOf(where, "inside"), step);
        break;
      case "delivered":
        this.leg(datagram, this.laneOf(where), { ...step, isLast: true });
        break;
      default:
        this.drop(datagram, nodeFrom, nodeTo, drop, step);
        break;
    }
  }

  datagramOf(number, bytes, length) {
    let datagram = this.datagrams.get(number);
    if (!datagram) {
      datagram = { number, bytes, length, type: typeOf(bytes, length), lane: -1, since: 0, legs: 0, delay: null };
      this.datagrams.set(number, datagram);
    }
    return datagram;
  }

  place(datagram, lane, { at, source, destination }) {
    datagram.lane = lane;
    datagram.first = lane;
    datagram.since = at;
    datagram.sinceSeq = this.seq;
    this.add({ kind: "start", at, datagram, lane, source, destination });
  }

  leg(datagram, to, step) {
    if (to < 0) {
      return;
    }
    const from = datagram.lane < 0 ? to : datagram.lane;
    const took = step.at - datagram.since;
    const held = datagram.delay !== null && datagram.linkSince !== undefined ? took - datagram.delay : 0;
    this.add({
      kind: "leg", datagram, from, to, since: datagram.since, sinceSeq: datagram.sinceSeq, at: step.at,
      source: step.source, destination: step.destination, took, held: Math.max(0, held), isFirst: datagram.legs === 0,
      isLast: step.isLast === true,
    });
    this.move(datagram, to, step.at);
    datagram.fate = step.isLast ? "delivered" : datagram.fate;
  }

  move(datagram, lane, at) {
    datagram.legs++;
    datagram.lane = lane;
    datagram.since = at;
    datagram.sinceSeq = this.seq;
    datagram.delay = null;
    datagram.linkSince = undefined;
  }

  translation(datagram, nat, side, step) {
    const to = this.laneOf(nat, side);
    this.add({
      kind: "leg", isTranslation: true, datagram, from: datagram.lane, to,
      since: step.at, sinceSeq: this.seq, at: step.at, took: 0, held: 0,
      nat, outwards: side === "outside", source: step.source, destination: step.destination, translated: step.translated,
    });
    this.move(datagram, to, step.at);
  }

  drop(datagram, nodeFrom, nodeTo, reason, step) {
    const from = datagram.lane;
    const target = nodeTo === undefined ? this.laneOf(nodeFrom, from >= 0 ? this.nearerSide(nodeFrom, from) : "outside")
      : this.laneOf(nodeTo, this.sideTowards(nodeTo, nodeFrom));
    this.add({
      kind: "drop", datagram, from: from < 0 ? target : from, lane: target, onLink: nodeTo !== undefined, at: step.at,
      since: datagram.since, sinceSeq: datagram.sinceSeq, reason, where: nodeTo === undefined ? nodeFrom : `${nodeFrom} → ${nodeTo}`,
      source: step.source, destination: step.destination, isFirst: datagram.legs === 0,
    });
    datagram.fate = "dropped";
  }

  sideTowards(name, other) {
    const node = this.nodes.get(name);
    return node?.kind === "nat" && (this.nodes.get(other)?.behind ?? null) !== name ? "outside" : "inside";
  }

  nearerSide(name, lane) {
    const inside = this.byId.get(`${name} inside`);
    const outside = this.byId.get(`${name} outside`);
    return inside !== undefined && Math.abs(lane - inside) < Math.abs(lane - outside) ? "inside" : "outside";
  }

  isHostile(host) {
    return this.nodes.get(host.split(".")[0])?.role === "attacker";
  }

  forgersLane() {
    const hostile = this.lanes.findIndex((lane) => lane.role === "attacker");
    return hostile >= 0 ? hostile : this.byId.get("internet") ?? -1;
  }

  /** A line of the trace that is not a datagram. */
  takeLine(line) {
    if (line.what === "event") {
      this.add({ kind: "event", at: line.t, lane: this.laneOf(line.node), node: line.node, name: line.data.event, data: line.data });
    } else if (line.what === "healed") {
      this.add({ kind: "event", at: line.t, lane: -1, node: "", name: "The network is healed", data: {} });
    }
  }
}

function scheduleText({ outages, every }) {
  const downs = outages.map(([after, lasting]) => `down for ${timeText(lasting)} after ${timeText(after)}`);
  return [...downs.slice(0, 3), downs.length > 3 && "and so on", every && `every ${timeText(every)}`].filter(Boolean).join(", ") || null;
}

/** LinkDown -> link down */
function words(name) {
  return String(name ?? "").replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
}

/**
 * The lanes from left to right: what is behind a NAT before its inside and its outside, clients before hosts that are neither and these
 * before gateways, a gateway behind a NAT the other way round, attackers last.
 */
function lanesOf(nodes, records) {
  const all = [...nodes.values()];
  const lanes = [];
  const add = (node, id, title, side) => lanes.push({ id, node: node.name, title, side, kind: node.kind, role: node.role });
  const children = (name) => all.filter((node) => (node.behind ?? null) === name);
  const serves = (node) => node.role === "gateway" || children(node.name).some(serves);
  const grow = (node) => {
    const mirrored = node.kind === "nat" && serves(node);
    const sides = () => {
      const both = [
        [`${node.name} inside`, `${node.name} ⇤ inside`, "inside"],
        [`${node.name} outside`, `${node.name} ⇥ outside`, "outside"],
      ];
      for (const [id, title, side] of mirrored ? both.reverse() : both) {
        add(node, id, title, side);
      }
    };
    if (node.kind !== "nat") {
      add(node, node.name, node.name, "host");
    } else if (mirrored) {
      sides();
      children(node.name).forEach(grow);
    } else {
      children(node.name).forEach(grow);
      sides();
    }
  };
  const roots = children(null);
  // An endpoint or a peer with nothing in front of it is mostly what those behind a NAT talk to.
  const isOpen = (node) => node.kind !== "nat" && node.role !== "client";
  const rank = (node) => (node.role === "attacker" ? 3 : serves(node) ? 2 : isOpen(node) ? 1 : 0);
  [0, 1, 2, 3].forEach((wanted) => roots.filter((node) => rank(node) === wanted).forEach(grow));
  const forged = records.some((record) => record[1] === "hop" && record[3] === "injected");
  if (forged && !lanes.some((lane) => lane.role === "attacker")) {
    lanes.push({ id: "internet", node: "internet", title: "forged", side: "host", kind: "host", role: "attacker" });
  }
  return lanes;
}
