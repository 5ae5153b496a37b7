// Draws a story as a ladder diagram and moves through it.

const GUTTER = 76;
const LEAST_LANE = 92;
const MOST_MOMENTS = 2_500;

let ladders = 0;

class Ladder {
  /**
   * @param story  from tellStory
   * @param steps  the steps of the scenario
   * @param options {onMoment(moment), title}
   */
  constructor(story, steps, options) {
    this.story = story;
    this.steps = steps;
    this.options = options;
    this.view = { zoom: 0.4, folds: true, hidesRepeats: false };
    this.cursor = 0;
    this.wanted = MOST_MOMENTS;
    this.number = ladders++; // a page of two runs has two, and ids are of the page
    this.head = h("div.ladder-head", { "aria-hidden": "true" });
    this.body = h("div.ladder-body");
    this.scroller = h(
      "div.ladder",
      {
        tabindex: "0",
        role: "group",
        "aria-label": `Ladder diagram of ${options.title}. Arrow keys step through time.`,
        onkeydown: (event) => this.key(event),
      },
      this.head,
      this.body,
    );
    this.tip = h("div.tip", { role: "presentation", hidden: true });
    this.element = h("div.ladder-frame", {}, this.toolbar(), this.scroller, this.tip);
    this.observer = new ResizeObserver(() => this.fit());
    this.observer.observe(this.scroller);
  }

  toolbar() {
    const press = (text, label, act) => h("button", { type: "button", title: label, "aria-label": label, onclick: act }, text);
    const check = (text, name) => {
      const box = h("input", { type: "checkbox", onchange: () => this.change({ [name]: box.checked }) });
      box.checked = this.view[name];
      return h("label.check", {}, box, text);
    };
    this.place = h("output.place", { "aria-live": "polite" });
    return h(
      "div.ladder-tools",
      {},
      h("span.group", {},
        press("|◀", "To the beginning (Home)", () => this.go(0)),
        press("◀", "One moment back (arrow up)", () => this.go(this.cursor - 1)),
        press("▶", "One moment forward (arrow down)", () => this.go(this.cursor + 1)),
        press("▶|", "To the end (End)", () => this.go(Infinity)),
        press("✕ next", "To the next drop or refusal (n)", () => this.nextTrouble(1))),
      h("span.group", {},
        press("−", "Shrink the time axis (-)", () => this.change({ zoom: this.view.zoom / 2 })),
        press("+", "Stretch the time axis (+)", () => this.change({ zoom: this.view.zoom * 2 }))),
      check("fold silences", "folds"),
      check("fold repeats", "hidesRepeats"),
      this.place,
    );
  }

  change(view) {
    const seq = this.layout?.moments[this.cursor]?.seq ?? 0;
    Object.assign(this.view, view);
    this.view.zoom = Math.min(64, Math.max(0.01, this.view.zoom));
    this.draw();
    this.goTo((moment) => moment.seq >= seq);
  }

  /** Goes to the first moment of which this holds, or to the end. */
  goTo(test) {
    const index = this.layout.moments.findIndex(test);
    this.go(index < 0 ? Infinity : index);
  }

  fit() {
    const width = this.scroller.clientWidth;
    // A page that was left before it was shown has no width, and a ladder that was never drawn no moments.
    if (!this.layout || (width > 0 && Math.abs(width - this.width) > 8)) {
      this.width = width || 900;
      this.draw();
      this.markCursor();
    }
  }

  laneX(lane) {
    return GUTTER + (lane + 0.5) * this.laneWidth;
  }

  draw() {
    const lanes = this.story.lanes;
    const count = Math.max(1, lanes.length);
    this.laneWidth = Math.max(LEAST_LANE, Math.min(240, (this.width - GUTTER - 8) / count));
    // One lane needs little room, and the headings of the steps need all there is.
    const width = Math.max(GUTTER + this.laneWidth * count + 4, this.width - 8);
    this.drawingWidth = width;
    this.layout = layOut(this.story, this.steps, this.view);
    const layout = this.layout;
    const height = layout.height;
    const label = `${plural(lanes.length, "lane")}, ${plural(layout.moments.length, "moment")}`;
    this.drawing = s("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
    this.drawing.append(arrowHeads(this.number));
    const back = s("g");
    const bands = bandsOf(this.story, layout);
    lanes.forEach((lane, index) => {
      const x = this.laneX(index);
      back.append(s("line.lane", { x1: x, x2: x, y1: 0, y2: height, class: `lane ${lane.side} ${lane.role}` }));
    });
    bands.forEach((band) => back.append(this.bandShape(band)));
    layout.folds.forEach((fold) => back.append(this.foldShape(fold, width)));
    layout.heads.forEach((head) => back.append(this.headShape(head, width)));
    this.highlight = s("rect.cursor", { x: 0, width, height: 20, y: -40 });
    this.drawing.append(this.highlight, back);
    this.drawn = 0;
    this.rest = h("p.rest");
    this.drawMoments(Math.max(this.wanted, this.cursor + 1));
    this.drawing.addEventListener("click", (event) => this.pick(event));
    this.drawing.addEventListener("pointermove", (event) => this.hover(event));
    this.drawing.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    replaceChildren(this.body, this.drawing, this.rest);
    this.drawHead(width);
  }

  /** Draws as many moments as these in all. What was drawn once is drawn again when the room changes. */
  drawMoments(count) {
    this.wanted = Math.max(this.wanted, count);
    const moments = this.layout.moments.slice(this.drawn, count);
    moments.forEach((moment, index) => this.drawing.append(this.momentShape(moment, this.drawn + index)));
    this.drawn += moments.length;
    const left = this.layout.moments.length - this.drawn;
    const draw = () => this.drawMoments(this.drawn + MOST_MOMENTS);
    replaceChildren(this.rest, left > 0 && h("button", { type: "button", onclick: draw }, `Draw ${plural(left, "more moment")}`));
  }

  drawHead(width) {
    const row = s("svg", { width, height: 44, viewBox: `0 0 ${width} 44` });
    this.story.lanes.forEach((lane, index) => {
      const x = this.laneX(index);
      const [name, side] = lane.kind === "nat" ? [lane.node, lane.side] : [lane.title, lane.role || lane.kind];
      row.append(
        s("rect", {
          x: x - this.laneWidth / 2 + 3,
          y: 3,
          width: this.laneWidth - 6,
          height: 37,
          rx: 6,
          class: `lane-box ${lane.kind} ${lane.role}`,
        }),
        s("text.lane-name", { x, y: 19, "text-anchor": "middle" }, shorten(name, this.laneWidth / 7.4), s("title", {}, name)),
        s("text.lane-side", { x, y: 33, "text-anchor": "middle" }, side),
      );
    });
    replaceChildren(this.head, row);
  }

  bandShape(band) {
    const x = this.laneX(band.lane);
    const isMapping = band.kind === "mapping";
    const width = isMapping ? 4 : band.kind.startsWith("state") ? 8 : 18;
    const left = isMapping ? x + 6 + band.slot * 6 : x - width / 2;
    const height = Math.max(2, band.to - band.from);
    const group = s("g.band", {}, s("rect", { x: left, y: band.from, width, height, rx: 2, class: band.kind }));
    group.append(s("title", {}, `${band.label}${band.detail ? `: ${band.detail}` : ""}`));
    if (isMapping && band.to - band.from > 14) {
      group.append(s("text.band-label", { ...this.beside(left + 7, 0, band.label, 1), y: band.from + 10 }, band.label));
    } else if (!isMapping && !band.kind.startsWith("state")) {
      group.append(s("text.band-label", { ...this.beside(left + width + 3, width + 6, band.label, 1), y: band.from + 11 }, band.label));
    }
    return group;
  }

  /**
   * Where a text stands beside something: on this side of it, on the other one where it would leave the drawing, or at the drawing's
   * edge where it finds no room on either.
   * @param x     where it would begin
   * @param over  how far it is from there to the other side
   * @param way   1 for right of it, -1 for left of it
   */
  beside(x, over, text, way) {
    const width = text.length * 6.1 + text.replace(/[^A-Z_]/g, "").length * 1.8;
    const leaves = (at, side) => (side > 0 ? at + width > this.drawingWidth : at - width < 0);
    const [at, side] = !leaves(x, way) ? [x, way] : !leaves(x - way * over, -way) ? [x - way * over, -way] : way > 0
      ? [this.drawingWidth - 3, -1] : [3, 1];
    return { x: at, "text-anchor": side > 0 ? "start" : "end" };
  }

  foldShape(fold, width) {
    const y = fold.y + fold.height / 2;
    const teeth = Array.from({ length: Math.ceil(width / 12) + 1 }, (_, index) => `${index * 12},${y + (index % 2 ? 3 : -3)}`).join(" ");
    return s("g.fold", {}, s("polyline", { points: teeth }), s("text", { x: 6, y: y - 7 }, `${timeText(fold.ticks)} of silence`));
  }

  headShape(head, width) {
    const step = this.steps[head.number];
    const failed = step && step.status !== "passed";
    const text = step ? `${step.keyword} ${step.text}` : "After the last step: the network is healed, and the invariants are checked";
    return s(
      `g.head${failed ? ".failing" : ""}`,
      {},
      s("rect", { x: 0, y: head.y + 2, width, height: 21 }),
      s("text", { x: 8, y: head.y + 17 }, `${failed ? "✗ " : step ? "▸ " : "■ "}${shorten(text, width / 6.3)}`, s("title", {}, text)),
    );
  }

  momentShape(moment, index) {
    const group = s("g.moment", { "data-moment": index });
    const before = this.layout.moments[index - 1];
    if (!before || before.at !== moment.at) {
      group.append(s("text.time", { x: 6, y: moment.y + 4 }, timeText(moment.at)));
    }
    // Something to point at, also where a line is thin.
    group.append(s("rect.target", { x: 0, y: moment.top, width: "100%", height: moment.height }));
    for (const item of moment.items) {
      drawItem(this, group, item);
    }
    return group;
  }

  /** The height at which a leg begins: where its datagram was before. */
  startY(item) {
    return item.since === item.at ? item.y : this.layout.yOf.get(item.sinceSeq) ?? nearestY(this.layout, item.sinceSeq);
  }

  pick(event) {
    const group = event.target.closest("[data-moment]");
    if (group) {
      this.go(Number(group.dataset.moment), false);
      this.scroller.focus({ preventScroll: true });
    }
  }

  hover(event) {
    const moment = this.layout.moments[event.target.closest("[data-moment]")?.dataset.moment];
    const item = moment?.items.find((candidate) => candidate.datagram) ?? moment?.items[0];
    if (!item) {
      this.tip.hidden = true;
      return;
    }
    replaceChildren(this.tip, describeItem(this.story, item, 900));
    this.tip.hidden = false;
    const frame = this.element.getBoundingClientRect();
    const left = Math.min(event.clientX - frame.left + 16, frame.width - this.tip.offsetWidth - 8);
    this.tip.style.left = `${Math.max(4, left)}px`;
    this.tip.style.top = `${event.clientY - frame.top + 18}px`;
  }

  key(event) {
    const acts = {
      ArrowDown: () => this.go(this.cursor + 1), j: () => this.go(this.cursor + 1),
      ArrowUp: () => this.go(this.cursor - 1), k: () => this.go(this.cursor - 1),
      PageDown: () => this.go(this.cursor + 15), PageUp: () => this.go(this.cursor - 15),
      Home: () => this.go(0), End: () => this.go(Infinity),
      "+": () => this.change({ zoom: this.view.zoom * 2 }), "=": () => this.change({ zoom: this.view.zoom * 2 }),
      "-": () => this.change({ zoom: this.view.zoom / 2 }),
      n: () => this.nextTrouble(1), p: () => this.nextTrouble(-1),
    };
    if (acts[event.key] && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      acts[event.key]();
    }
  }

  nextTrouble(way) {
    const moments = this.layout.moments;
    for (let index = this.cursor + way; index >= 0 && index < moments.length; index += way) {
      if (moments[index].items.some(isTrouble)) {
        this.go(index);
        return;
      }
    }
    announce("No more drops or refusals.");
  }

  /** Goes to a moment, draws it where it is not drawn yet, and tells whoever shows more of it. */
  go(index, scrolls = true) {
    this.cursor = Math.max(0, Math.min(index, this.layout.moments.length - 1));
    if (this.drawn <= this.cursor) {
      this.drawMoments(Math.ceil((this.cursor + 1) / MOST_MOMENTS) * MOST_MOMENTS);
    }
    const moment = this.layout.moments[this.cursor];
    this.markCursor();
    if (!moment) {
      return;
    }
    if (scrolls) {
      const top = this.scroller.scrollTop;
      const room = this.scroller.clientHeight - 60;
      if (moment.top < top + 10 || moment.top + moment.height > top + room) {
        this.scroller.scrollTop = Math.max(0, moment.top - room / 3);
      }
    }
    this.place.textContent = `${this.cursor + 1} of ${this.layout.moments.length} · ${timeText(moment.at)}`;
    this.options.onMoment?.(moment);
  }

  markCursor() {
    const moment = this.layout.moments[this.cursor];
    if (moment) {
      this.highlight.setAttribute("y", moment.top + 1);
      this.highlight.setAttribute("height", moment.height - 2);
    }
  }
}

function isTrouble(item) {
  return item.kind === "drop" || (item.kind === "event" && /Reject|Security|Fail/.test(item.name))
    || (item.kind === "leg" && item.isLast && item.datagram.type === "ERROR");
}

function shorten(text, letters) {
  const most = Math.max(4, Math.floor(letters));
  // No half of a surrogate pair.
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\ud800-\udbff]$/, "")}…`;
}
