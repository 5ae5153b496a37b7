Feature: The same ping in seven languages
  Each is a tiny reliable ping of its own, and none knows the others; the datagrams are the same. Build them first: build.sh.

  Scenario Outline: Rebinding, loss and a replaying attacker
    Given an endpoint "server" on port 4000 that runs "<program>" with "listen"
    And a NAT "home" that is a port-restricted cone
    And an endpoint "phone" behind "home" that runs "<program>" with "connect server:4000"
    And an off-path attacker "eve" who sees what "phone" sends
    And "server" must say each "got *" only once
    And the link of "phone" loses 30 % of the datagrams
    When "phone" is told "send one"
    And 2 s pass
    And "home" rebinds "phone" to a new port
    And "phone" is told "send two"
    And 2 s pass
    And "eve" sends everything that she has captured from her own address
    And "phone" is told "send three"
    Then "server" says "got three" within 5 s
    And "server" has said in this order:
      | line      |
      | got one   |
      | got two   |
      | got three |

    @wat
    Examples: WebAssembly, in its text form
      | program      |
      | wat/ping.wat |

    @c
    Examples: C, as a shared library
      | program   |
      | c/ping.so |

    @c-wasm
    Examples: C, as a WebAssembly module
      | program     |
      | c/ping.wasm |

    @c-process
    Examples: C, as a child process
      | program      |
      | c/ping-lines |

    @rust
    Examples: Rust, as a shared library
      | program      |
      | rust/ping.so |

    @go
    Examples: Go, as a child process
      | program |
      | go/ping |

    @python
    Examples: Python, as a child process
      | program                |
      | python3 python/ping.py |

    @javascript
    Examples: JavaScript, as a child process
      | program                 |
      | node javascript/ping.js |

    @csharp
    Examples: C#, as a child process
      | program           |
      | csharp/built/ping |
