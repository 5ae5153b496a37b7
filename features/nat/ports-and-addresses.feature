@nat
Feature: Which port and address a NAT gives
  Ports are scarce: how they are assigned, to whom, and what happens when there are none left.

  Background:
    Given a peer "server"

  @rfc4787-REQ-3
  Rule: Two hosts that want the same port

    Scenario: The first keeps its port, the second gets another
      Given the NATs:
        | name | ports     | addresses |
        | home | preserved | 1         |
      And a peer "phone" behind "home"
      And a peer "laptop" behind "home"
      When "phone" probes "server"
      And "laptop" probes "server"
      Then "server" sees "phone" with its own port
      And "server" does not see "laptop" with its own port

    Scenario: A broken NAT gives both the same port, and the older one hears nothing any more
      Given the NATs:
        | name | kind            | addresses |
        | home | broken-overload | 1         |
      And a peer "phone" behind "home"
      And a peer "laptop" behind "home"
      And "phone" has probed "server"
      And "laptop" has probed "server"
      When "server" answers "phone"
      Then "laptop" receives the probe
      And "server" sees "phone" and "laptop" with the same address and port

    Scenario Outline: Ports that are <ports>
      Given the NATs:
        | name | ports   | port range   | addresses |
        | home | <ports> | 2000 to 2999 | 1         |
      And a peer "phone" behind "home"
      When "phone" probes "server"
      And "phone:2" probes "server"
      Then "server" does not see "phone" with its own port
      And "server" sees "phone" and "phone:2" with a different port
      And "server" sees "phone" and "phone:2" with the same address

      Examples:
        | ports         |
        | sequential    |
        | random        |
        | blocks of 100 |

  @rfc4787-REQ-2
  Rule: A host keeps its address, if the pooling is paired

    Scenario Outline: Pooling that is <pooling>
      Given the NATs:
        | name | pooling   | addresses |
        | home | <pooling> | 2         |
      And a peer "phone" behind "home"
      And a peer "laptop" behind "home"
      When "phone" probes "server"
      And "phone:2" probes "server"
      And "laptop:3" probes "server"
      Then "server" sees "phone" and "phone:2" with <one host> address
      And "server" sees "phone" and "laptop:3" with <two hosts> address

      Examples:
        | pooling           | one host    | two hosts   |
        | paired            | the same    | a different |
        | paired with spill | the same    | a different |
        | arbitrary         | a different | the same    |
        | single            | the same    | the same    |

  @rfc6888-REQ-4 @rfc6888-REQ-11
  Rule: When a NAT has no more ports

    Scenario: The new flow is dropped and the old ones live on
      Given the NATs:
        | name | port range   | addresses | exhaustion |
        | home | 2000 to 2000 | 1         | drop new   |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When "phone:2" probes "server"
      Then the probe is dropped by ports exhausted
      And "home" holds exactly 1 mapping

    Scenario Outline: With <policy> the old flow gives way
      Given the NATs:
        | name | port range   | addresses | exhaustion |
        | home | 2000 to 2000 | 1         | <policy>   |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When "phone:2" probes "server"
      Then the mappings of "home" are:
        | inside  | state      |
        | phone/2 | unanswered |

      Examples:
        | policy       |
        | evict oldest |
        | evict random |

    @rfc6888-REQ-5
    Scenario: A host that asks for too many mappings at once waits, and harms nobody else
      Given the NATs:
        | name    | rate limit   |
        | carrier | 2 per second |
      And a peer "phone" behind "carrier"
      And a peer "laptop" behind "carrier"
      And "phone" has probed "server"
      And "phone:2" has probed "server"
      When "phone:3" probes "server"
      Then the probe is dropped by mapping rate limited
      When "laptop" probes "server"
      Then the probe arrives
      When "phone" probes "server"
      Then the probe arrives
      When 1 s passes
      And "phone:3" probes "server"
      Then the probe arrives

    Scenario: A host at its limit harms nobody else
      Given the NATs:
        | name    | limit |
        | carrier | 2     |
      And a peer "phone" behind "carrier"
      And a peer "laptop" behind "carrier"
      And "phone" has probed "server"
      And "phone:2" has probed "server"
      When "phone:3" probes "server"
      Then the probe is dropped by ports exhausted
      When "laptop" probes "server"
      Then the probe arrives
