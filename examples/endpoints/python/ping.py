"""A tiny reliable ping: run it as a child process, "python3 ping.py". What it sends is said in ../c/ping.c."""
import base64
import collections
import json
import sys

RETRY = 200_000_000


class Ping:
    def __init__(self, config, name):
        self.server = config.removeprefix("connect ") if config.startswith("connect ") else None
        if self.server is None and config != "listen":
            raise ValueError(f'"{config}" is neither "listen" nor "connect ADDRESS"')
        self.name, self.count, self.queue, self.heard = name, 0, collections.deque(), {}

    def transmit(self, now):
        if not self.queue:
            return {"wake": None}
        return {"send": [datagram(self.server, self.queue[0])], "wake": now + RETRY}

    def datagram(self, now, sender, data):
        if len(data) < 13:
            return {}
        name, number, text = data[1:9], int.from_bytes(data[9:13], "big"), data[13:].decode(errors="replace")
        if data[:1] == b"P":
            answer = {"send": [datagram(sender, b"A" + data[1:13])]}
            if self.is_new(name, number):
                answer["say"] = [f"got {text}"]
            return answer
        if data[:1] == b"A" and self.queue and self.queue[0][1:13] == data[1:13]:
            done = self.queue.popleft()
            return {"say": [f"delivered {done[13:].decode()}"], **self.transmit(now)}
        return {}

    def is_new(self, name, number):
        is_new = number > self.heard.get(name, 0)
        self.heard[name] = max(number, self.heard.get(name, 0))
        return is_new

    def command(self, now, line):
        if not line.startswith("send "):
            return {"say": ["cannot do that"]}
        self.count += 1
        self.queue.append(b"P" + self.name + self.count.to_bytes(4, "big") + line[5:].encode())
        return self.transmit(now) if len(self.queue) == 1 else {}


# The glue.
def datagram(to, data):
    return {"to": to, "bytes": base64.b64encode(data).decode()}


def ask(question):
    print(json.dumps(question), flush=True)
    return json.loads(sys.stdin.readline())


def run(kind):
    ping = None
    for line in sys.stdin:
        call = json.loads(line)
        match call["call"]:
            case "create":
                try:
                    ping = kind(call["config"], base64.b64decode(ask({"random": 8})["random"]))
                    answer = {"version": 1}
                except ValueError as refusal:
                    answer = {"version": 1, "failed": str(refusal)}
            case "datagram":
                answer = ping.datagram(call["now"], call["from"], base64.b64decode(call["bytes"]))
            case "timer":
                answer = ping.transmit(call["now"])
            case "command":
                answer = ping.command(call["now"], call["line"])
            case _:
                answer = {}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    run(Ping)
