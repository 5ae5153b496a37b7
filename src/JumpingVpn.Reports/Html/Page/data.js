// Reads what the report wrote into this file: the plan, what became of each scenario, and the compressed parts.
const SCHEMA = 2;

const COLUMNS = ["feature", "rule", "name", "line", "backend", "seed", "tags", "replay"];

/** @returns the text of the elements of one kind, in the order of the file */
function textsOf(doc, kind) {
  return Array.from(doc.querySelectorAll(`script[data-kind="${kind}"]`), (element) => element.textContent);
}

/** A run that died leaves its last element unfinished: it is passed over. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * A report that stands in a document: this one, or a file that was opened to compare with.
 * runs has one object for each planned run; the compressed parts are unpacked when they are asked for.
 */
class Report {
  constructor(doc, label = "") {
    this.doc = doc;
    this.label = label;
    this.plan = parsed(textsOf(doc, "plan")[0] ?? "") ?? { schema: SCHEMA, features: [], runs: [], command: "", seed: "", program: "" };
    this.claims = textsOf(doc, "claims").map((text) => parsed(text) ?? []);
    this.sum = parsed(textsOf(doc, "sum")[0] ?? "");
    this.runs = this.plan.runs.map((row, number) => this.planned(row, number));
    for (const text of textsOf(doc, "begun")) {
      const run = this.runs[Number(text)];
      if (run) {
        run.outcome = "died";
        run.summary = "The program ended while this scenario was running.";
      }
    }
    for (const text of textsOf(doc, "result")) {
      const row = parsed(text);
      const run = row && this.runs[row[0]];
      if (run) {
        [, run.outcome, run.milliseconds, run.ticks, run.summary] = row;
      }
    }
  }

  planned(row, number) {
    const run = { number, outcome: "not run", milliseconds: 0, ticks: 0, summary: "" };
    COLUMNS.forEach((column, index) => { run[column] = row[index]; });
    run.path = this.plan.features[run.feature].path;
    run.featureName = this.plan.features[run.feature].name;
    run.tags = run.tags ? run.tags.split(" ") : [];
    run.haystack = `${run.featureName} ${run.rule ?? ""} ${run.name} ${run.path}:${run.line} ${run.tags.join(" ")}`.toLowerCase();
    return run;
  }

  /** Whether a part of a run is there: "page", "picture", "trace" or "capture". */
  has(kind, number) {
    return this.doc.getElementById(`${kind}-${number}`) !== null;
  }

  /** @returns a promise of the bytes of a part, or of null where it is not there or was cut off */
  async bytesOf(kind, number) {
    const element = this.doc.getElementById(`${kind}-${number}`);
    if (!element) {
      return null;
    }
    try {
      const packed = Uint8Array.from(atob(element.textContent), (letter) => letter.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch {
      return null;
    }
  }

  /** @returns a promise of the JSON of a part, or of null */
  async jsonOf(kind, number) {
    const bytes = await this.bytesOf(kind, number);
    return bytes && parsed(new TextDecoder().decode(bytes));
  }

  /** @returns a promise of what a run's own page says, or of null */
  async pageOf(number) {
    const page = await this.jsonOf("page", number);
    return page && { ...page, invariants: this.claims[page.claims] ?? [] };
  }
}

/** Saves bytes as a file of the reader's. */
function download(name, bytes, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([bytes], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

const TICKS_PER_SECOND = 10_000_000;

/** A time in ticks of 100 ns, as people write it. */
function timeText(ticks) {
  const seconds = ticks / TICKS_PER_SECOND;
  if (ticks === 0) {
    return "0 s";
  }
  if (seconds < 0.001) {
    return `${trimmed(seconds * 1e6)} µs`;
  }
  if (seconds < 1) {
    return `${trimmed(seconds * 1e3)} ms`;
  }
  return seconds < 3600 ? `${trimmed(seconds)} s` : `${trimmed(seconds / 3600)} h`;
}

/** As few digits as tell it; one tick before the second is not the second. */
function trimmed(value) {
  const short = Number(value.toFixed(value < 10 ? 4 : value < 1000 ? 3 : 1));
  return String(Number.isInteger(short) && Math.abs(short - value) > 1e-9 ? Number(value.toFixed(7)) : short);
}

function millisecondsText(milliseconds) {
  return milliseconds < 1000 ? `${trimmed(Math.round(milliseconds * 10) / 10)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
