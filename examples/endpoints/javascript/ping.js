// A tiny reliable ping: run it as a child process, "node ping.js". What it sends is said in ../c/ping.c.
"use strict";
const { createInterface } = require("node:readline");

const RETRY = 200_000_000;
const datagram = (to, bytes) => ({ to, bytes: bytes.toString("base64") });

class Ping {
  constructor(config, name) {
    this.server = config.startsWith("connect ") ? config.slice(8) : null;
    if (this.server === null && config !== "listen") throw new Error(`"${config}" is neither "listen" nor "connect ADDRESS"`);
    Object.assign(this, { name, count: 0, queue: [], heard: new Map() });
  }

  transmit(now) {
    return this.queue.length === 0 ? { wake: null } : { send: [datagram(this.server, this.queue[0])], wake: now + RETRY };
  }

  datagram(now, from, data) {
    if (data.length < 13) return {};
    const kind = data.toString("latin1", 0, 1);
    if (kind === "P") {
      const name = data.toString("hex", 1, 9);
      const isNew = data.readUInt32BE(9) > (this.heard.get(name) ?? 0);
      if (isNew) this.heard.set(name, data.readUInt32BE(9));
      const send = [datagram(from, Buffer.concat([Buffer.from("A"), data.subarray(1, 13)]))];
      return { send, say: isNew ? [`got ${data.toString("utf8", 13)}`] : [] };
    }
    if (kind === "A" && this.queue.length > 0 && this.queue[0].subarray(1, 13).equals(data.subarray(1, 13))) {
      const done = this.queue.shift();
      return { say: [`delivered ${done.toString("utf8", 13)}`], ...this.transmit(now) };
    }
    return {};
  }

  command(now, line) {
    if (!line.startsWith("send ")) return { say: ["cannot do that"] };
    const head = Buffer.alloc(13, "P");
    this.name.copy(head, 1);
    head.writeUInt32BE(++this.count, 9);
    this.queue.push(Buffer.concat([head, Buffer.from(line.slice(5))]));
    return this.queue.length === 1 ? this.transmit(now) : {};
  }
}

// The glue.
let ping = null;
let created = null;
const calls = {
  create: (call) => ((created = call), { random: 8 }),
  datagram: (call) => ping.datagram(call.now, call.from, Buffer.from(call.bytes, "base64")),
  timer: (call) => ping.transmit(call.now),
  command: (call) => ping.command(call.now, call.line),
};

function create(name) {
  try {
    ping = new Ping(created.config, name);
    return { version: 1 };
  } catch (refusal) {
    return { version: 1, failed: refusal.message };
  }
}

createInterface({ input: process.stdin }).on("line", (line) => {
  const call = JSON.parse(line);
  const answer = call.random !== undefined ? create(Buffer.from(call.random, "base64")) : (calls[call.call]?.(call) ?? {});
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
