// The bytes of a datagram, decoded: nothing is rounded, replaced or left out on the way.

/** The numbers of the bytes. They stand in the report as "t" and their text, or as "x" and hexadecimal digits. */
function codesOf(bytes) {
  return bytes.startsWith("t")
    ? Array.from(bytes.slice(1), (letter) => letter.charCodeAt(0))
    : (bytes.slice(1).match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/** The text that the bytes are in UTF-8, or null where they are none. */
function textOf(bytes) {
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return bytes.startsWith("t") ? bytes.slice(1) : decoder.decode(Uint8Array.from(codesOf(bytes)));
  } catch {
    return null;
  }
}

function lengthOf(bytes) {
  return bytes.startsWith("t") ? bytes.length - 1 : (bytes.length - 1) / 2;
}

const TYPE_AT_THE_BEGINNING = /^\{\s*"type"\s*:\s*"([A-Za-z0-9_-]{1,40})"/;

/** The type of a message of the session protocol; of any other datagram, nothing. Of a message that is kept in part, what its part says. */
function typeOf(bytes, length) {
  if (bytes === undefined || !/^(t\{|x7b)/.test(bytes)) {
    return "";
  }
  if (lengthOf(bytes) < length) {
    return TYPE_AT_THE_BEGINNING.exec(String.fromCharCode(...codesOf(bytes.slice(0, 201))))?.[1] ?? "";
  }
  const type = parsed(textOf(bytes) ?? "")?.type;
  return typeof type === "string" ? type : "";
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]]|[^\s,:{}[\]"]+/g;

/** The members of the JSON object that a text is, in their order and as they are written: [[name, value], …]; null for any other text. */
function membersOf(text) {
  if (!text?.startsWith("{") || parsed(text) === null) {
    return null;
  }
  const members = [];
  let depth = 0;
  let name = null;
  let start = 0;
  for (const { 0: word, index } of text.matchAll(TOKENS)) {
    if (depth === 1 && name === null && word !== "}") {
      name = JSON.parse(word);
      continue;
    }
    start = depth === 1 ? index : start;
    depth += "{[".includes(word) ? 1 : "}]".includes(word) ? -1 : 0;
    if (depth === 1 && name !== null) {
      members.push([name, text.slice(start, index + word.length)]);
      name = null;
    }
  }
  return members;
}

const LOOKS_LIKE_JSON = /^(null|true|false|-?\d+(\.\d+)?([eE][+-]?\d+)?|[{["].*)?$/s;

/** A value as people read it: a text without its quotes, but where it would look like something else. */
function readableValue(json) {
  const text = json.startsWith('"') ? JSON.parse(json) : json;
  return text !== json && LOOKS_LIKE_JSON.test(text) ? json : text;
}

let showsBytes = false;

/** The bytes of a datagram: JSON by its members, and all of them as a dump of hexadecimal digits and letters. */
function decoded(datagram, story, longest = Infinity) {
  const bytes = datagram.bytes;
  if (bytes === undefined) {
    return null;
  }
  const kept = lengthOf(bytes);
  const isCut = kept < datagram.length;
  const members = isCut ? null : membersOf(textOf(bytes));
  const all = h("pre.dump", { tabindex: longest === Infinity ? "0" : null }, dump(bytes).slice(0, longest));
  const rest = story.hasCapture ? "the capture has all" : "--pcap FILE writes a capture that has all";
  return [
    members ? facts(members.map(([name, value]) => [name === "" ? '""' : name, readableValue(value)])) : all,
    members && longest === Infinity ? bytesFold(all) : null,
    isCut ? h("p.dim", {}, `The first ${kept.toLocaleString("en")} bytes; ${rest}.`) : null,
  ];
}

/** Once opened, it is open at the next moment, too. */
function bytesFold(all) {
  const fold = h("details.bytes", { open: showsBytes }, h("summary", {}, "The bytes"), all);
  fold.addEventListener("toggle", () => { showsBytes = fold.open; });
  return fold;
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
