// Reads what the report wrote into this file: the plan, what became of each scenario, and the compressed parts.
const SCHEMA = 3;

const SCENARIO_COLUMNS = ["feature", "rule", "name", "line", "tags"];
const RUN_COLUMNS = ["scenario", "backend", "seed", "replay"];
const STEP_COLUMNS = ["status", "milliseconds", "ticks", "message"];

const EMPTY_PAGE = { message: null, error: null, hookErrors: [], output: [], attachments: [], ledger: [] };
const WITHOUT_PICTURE = "The pictures of this report have used up their budget; use --report-detail all to keep every one.";

/** An object of an array, of which the last members may be missing. */
function named(columns, row) {
  return Object.fromEntries(row.map((value, index) => [columns[index], value]));
}

/** A run that died leaves its last record unfinished: it is passed over. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The records of a report: a line for each, "NAME CONTENT", in one or more elements. A name may stand more than once. */
class Records {
  constructor(doc) {
    this.places = new Map();
    doc.querySelectorAll("script.records").forEach((element) => this.read(element.textContent));
  }

  read(text) {
    for (let start = 0, end = 0; start < text.length; start = end + 1) {
      end = text.indexOf("\n", start);
      end = end < 0 ? text.length : end;
      const blank = text.indexOf(" ", start);
      if (start < blank && blank < end) {
        this.add(text.slice(start, blank), [text, blank + 1, end]);
      }
    }
  }

  add(name, place) {
    const places = this.places.get(name);
    if (places) {
      places.push(place);
    } else {
      this.places.set(name, [place]);
    }
  }

  has(name) {
    return this.places.has(name);
  }

  /** @returns the contents of the records of a name, in the order of the file */
  all(name) {
    return (this.places.get(name) ?? []).map(([text, start, end]) => text.slice(start, end));
  }

  /** @returns the content of the first record of a name; an empty text where there is none */
  first(name) {
    return this.all(name)[0] ?? "";
  }
}

/**
 * A report that stands in a document: this one, or a file that was opened to compare with.
 * runs has one object for each planned run; the compressed parts are unpacked when they are asked for.
 */
class Report {
  static EMPTY = { schema: SCHEMA, features: [], scenarios: [], runs: [], command: "", seed: "", program: "" };

  constructor(doc, label = "") {
    this.records = new Records(doc);
    this.label = label;
    this.plan = parsed(this.records.first("plan")) ?? Report.EMPTY;
    this.claims = this.records.all("claims").map((text) => parsed(text) ?? []);
    this.sum = parsed(this.records.first("sum"));
    const scenarios = this.plan.scenarios.map((row) => this.known(row));
    this.runs = this.plan.runs.map((row, number) => {
      const fresh = { number, outcome: "not run", milliseconds: 0, ticks: 0, summary: "" };
      return { ...fresh, ...scenarios[row[0]], ...named(RUN_COLUMNS, row) };
    });
    for (const text of this.records.all("begun")) {
      const run = this.runs[Number(text)];
      if (run) {
        run.outcome = "died";
        run.summary = "The program ended before the result of this scenario was written.";
      }
    }
    for (const text of this.records.all("result")) {
      const row = parsed(text);
      const run = row && this.runs[row[0]];
      if (run) {
        [, run.outcome, run.milliseconds, run.ticks, run.summary] = row;
      }
    }
  }

  /** What all runs of a scenario have in common. */
  known(row) {
    const scenario = named(SCENARIO_COLUMNS, row);
    const feature = this.plan.features[scenario.feature];
    const haystack = `${feature.name} ${scenario.rule ?? ""} ${scenario.name} ${feature.path}:${scenario.line} ${scenario.tags}`;
    const tags = scenario.tags ? scenario.tags.split(" ") : [];
    return { ...scenario, tags, path: feature.path, featureName: feature.name, haystack: haystack.toLowerCase() };
  }

  /** Whether a part of a run is there: "page", "picture", "trace" or "capture". */
  has(kind, number) {
    return this.records.has(`${kind}-${number}`);
  }

  /** @returns a promise of the bytes of a part, or of null where it is not there or was cut off */
  async bytesOf(kind, number) {
    const text = this.records.first(`${kind}-${number}`);
    if (!text) {
      return null;
    }
    try {
      const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
      return new Uint8Array(await new Response(stream).arrayBuffer());
    } catch {
      return null;
    }
  }

  /** @returns a promise of the JSON of a part, or of null */
  async jsonOf(kind, number) {
    const text = this.records.first(`${kind}-${number}`);
    if (text.startsWith("{")) {
      return parsed(text); // a short one is not compressed
    }
    const bytes = await this.bytesOf(kind, number);
    return bytes && parsed(new TextDecoder().decode(bytes));
  }

  /** @returns a promise of what a run's own page says, or of null */
  async pageOf(number) {
    const [page, written] = await Promise.all([this.jsonOf("page", number), this.jsonOf("steps", this.runs[number].scenario)]);
    if (!page || !written) {
      return null;
    }
    const steps = written.steps.map((step, index) => ({ ...step, ...named(STEP_COLUMNS, page.steps[index] ?? []) }));
    const absence = page.absence ?? (this.has("picture", number) ? null : WITHOUT_PICTURE);
    return { ...EMPTY_PAGE, ...page, description: written.description, steps, invariants: this.claims[page.claims] ?? [], absence };
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
  if (seconds < 3600) {
    return `${trimmed(seconds)} s`;
  }
  const minutes = Math.floor(seconds / 60);
  const rest = trimmed(seconds - minutes * 60);
  return [`${Math.floor(minutes / 60)} h`, minutes % 60 ? `${minutes % 60} min` : "", rest === "0" ? "" : `${rest} s`]
    .filter(Boolean)
    .join(" ");
}

/** As few digits as tell it; one tick before the second is not the second. */
function trimmed(value) {
  const short = Number(value.toFixed(value < 10 ? 4 : value < 1000 ? 3 : 1));
  return String(Number.isInteger(short) && Math.abs(short - value) > 1e-9 ? Number(value.toFixed(7)) : short);
}

function millisecondsText(milliseconds) {
  return milliseconds < 1000 ? `${trimmed(Math.round(milliseconds * 10) / 10)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}
