// Makes elements. Text always goes in as text, so that no payload, name or message can become markup.
const SVG = "http://www.w3.org/2000/svg";

/** h("a.button", {href: "#"}, "text", child, null, [more]) */
function h(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  return filled(document.createElement(tag), classes, attributes, children);
}

/** The same for the parts of a drawing. */
function s(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  return filled(document.createElementNS(SVG, tag), classes, attributes, children);
}

function filled(element, classes, attributes, children) {
  if (classes.length > 0) {
    element.setAttribute("class", classes.join(" "));
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  append(element, children);
  return element;
}

function append(element, children) {
  for (const child of children) {
    if (Array.isArray(child)) {
      append(element, child);
    } else if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : visible(String(child)));
    }
  }
}

// Characters that have no shape or only half of one, or that turn the direction of what follows, are shown by their numbers.
const WITHOUT_SHAPE = "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u061c\\u200b-\\u200f\\u2028-\\u202e"
  + "\\u2060-\\u2069\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff";
const HALF_OF_A_PAIR = "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";
const INVISIBLE = new RegExp(`[${WITHOUT_SHAPE}]|${HALF_OF_A_PAIR}`, "g");

function visible(text) {
  return text.replace(INVISIBLE, (letter) => `⟨U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`);
}

function replaceChildren(element, ...children) {
  element.replaceChildren();
  append(element, children);
  return element;
}

/** A button that copies a text. */
function copyButton(text, what) {
  const button = h("button.quiet", { type: "button", "aria-label": `Copy ${what}` }, "Copy");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // A page that is opened from a file has no clipboard in every browser: the old way needs none.
      const area = h("textarea", { readonly: true });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
      button.focus();
    }
    announce("Copied");
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
  return button;
}

/** Tells a screen reader. */
function announce(text) {
  const region = document.getElementById("announcements");
  if (region) {
    region.textContent = text;
  }
}

function plural(count, word) {
  return `${count.toLocaleString("en")} ${word}${count === 1 ? "" : "s"}`;
}

const OUTCOMES = ["failed", "died", "broken", "passed", "skipped", "not run"];
const MARKS = { failed: "✗", died: "☠", broken: "!", passed: "✓", skipped: "–", "not run": "○" };

/** The outcome by shape, colour and word. */
function badge(outcome, withWord = true) {
  return h(
    `span.badge.${outcome.replace(" ", "-")}`,
    { title: outcome },
    h("span", { "aria-hidden": "true" }, MARKS[outcome]),
    withWord ? ` ${outcome}` : h("span.hidden", {}, outcome),
  );
}

/** A command line that is broken between its words and not within an option. */
function commandText(command) {
  const words = command.split(" ").flatMap((word) => [" ", h("span.word", {}, word)]).slice(1);
  return h("code", { tabindex: "0" }, words);
}
