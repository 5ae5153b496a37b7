// A tiny reliable ping: build it with "go build ping.go" and run it as a child process. What it sends is said in ../c/ping.c.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"os"
	"strings"
)

const retry = 200_000_000

type ping struct {
	server string
	name   []byte
	count  uint32
	queue  [][]byte
	heard  map[string]uint32
}

func (p *ping) transmit(now int64) answer {
	if len(p.queue) == 0 {
		return answer{"wake": nil}
	}
	return answer{"send": []datagram{{p.server, p.queue[0]}}, "wake": now + retry}
}

func (p *ping) datagram(now int64, from string, data []byte) answer {
	if len(data) < 13 {
		return answer{}
	}
	if data[0] == 'P' {
		a := answer{"send": []datagram{{from, append([]byte("A"), data[1:13]...)}}}
		name, number := string(data[1:9]), binary.BigEndian.Uint32(data[9:13])
		if number > p.heard[name] {
			p.heard[name] = number
			a["say"] = []string{"got " + string(data[13:])}
		}
		return a
	}
	if data[0] == 'A' && len(p.queue) > 0 && bytes.Equal(p.queue[0][1:13], data[1:13]) {
		done := p.queue[0]
		p.queue = p.queue[1:]
		a := p.transmit(now)
		a["say"] = []string{"delivered " + string(done[13:])}
		return a
	}
	return answer{}
}

func (p *ping) command(now int64, line string) answer {
	if !strings.HasPrefix(line, "send ") {
		return answer{"say": []string{"cannot do that"}}
	}
	p.count++
	head := binary.BigEndian.AppendUint32(append([]byte("P"), p.name...), p.count)
	p.queue = append(p.queue, append(head, line[5:]...))
	if len(p.queue) > 1 {
		return answer{}
	}
	return p.transmit(now)
}

// The glue.
type answer map[string]any

type datagram struct {
	To    string `json:"to"`
	Bytes []byte `json:"bytes"`
}

type call struct {
	Call, Config, From, Line string
	Now                      int64
	Bytes, Random            []byte
}

func main() {
	in, out := bufio.NewReaderSize(os.Stdin, 1<<20), json.NewEncoder(os.Stdout)
	decoder := json.NewDecoder(in)
	p := &ping{heard: map[string]uint32{}}
	for {
		var c call
		if decoder.Decode(&c) != nil {
			return
		}
		a := answer{}
		switch {
		case c.Random != nil:
			p.name, a = c.Random, answer{"version": 1}
		case c.Call == "create" && c.Config != "listen" && !strings.HasPrefix(c.Config, "connect "):
			a = answer{"version": 1, "failed": c.Config + " is neither \"listen\" nor \"connect ADDRESS\""}
		case c.Call == "create":
			p.server, a = strings.TrimPrefix(c.Config, "connect "), answer{"random": 8}
		case c.Call == "datagram":
			a = p.datagram(c.Now, c.From, c.Bytes)
		case c.Call == "timer":
			a = p.transmit(c.Now)
		case c.Call == "command":
			a = p.command(c.Now, c.Line)
		}
		out.Encode(a)
	}
}
