@nat @rebinding
Feature: All the ways in which a mapping is lost or moved
  A session must outlive each of them; what the NAT did is checked with peers, what the session does with a client.

  Rule: A NAT moves mappings of its own accord, and the session goes on

    Scenario Outline: It gives a new <rule>
      Given a gateway "gw" with a session TTL of 30 s
      And the NATs:
        | name | rebinding |
        | home | <rule>    |
      And the link of "home" has a delay of 10 ms
      And a client "phone" behind "home" with a session on "gw"
      When "phone" sends 3 messages
      And 10 s pass
      And "phone" sends 3 messages
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

      Examples:
        | rule                             |
        | port every 7 s                   |
        | address every 7 s                |
        | address and port every 7 s       |
        | port after 5 datagrams           |
        | address after 5 datagrams        |

  Rule: A NAT may give another port to a host that was silent for too long

    Scenario Outline: After the expiry with the rebinding rule "<rule>"
      Given a peer "server"
      And a peer "server-2"
      And the NATs:
        | name | rebinding | lifetime |
        | home | <rule>    | 20 s     |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When 20 s pass
      And "phone" probes "server-2"
      Then "server" and "server-2" see "phone" with <port> port

      Examples:
        | rule           | port        |
        |                | the same    |
        | port on expiry | a different |

  Rule: A session survives what happens to its NAT

    Scenario: The NAT reboots
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "home" that is symmetric
      And a client "phone" behind "home" with a session on "gw"
      When the NAT "home" reboots
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once

    Scenario: A mapping is stolen
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "home" that is a home router
      And a peer "laptop" behind "home"
      And a client "phone" behind "home" with a session on "gw"
      When "home" gives the mappings of "phone" to "laptop"
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "phone" has reattached on its old socket

  Rule: A rebinding in the middle of an exchange costs a repetition

    Scenario Outline: During the handshake, with the answer on <way>
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home"
      And the link of "<link>" holds the next HANDSHAKE_ACK
      When "phone" starts a session on "gw" without waiting for the answer
      And "home" rebinds "phone" to a new port
      And the link of "<link>" releases what it holds
      And 5 s pass
      Then the session of "phone" is ATTACHED
      And "phone" can exchange 2 more messages

      Examples:
        | way                   | link  |
        | the near side of home | phone |
        | the far side of home  | home  |

    Scenario Outline: During a reattach, with the answer on <way>
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      And the link of "<link>" holds the next REATTACH_ACK
      When "home" rebinds "phone" to a new port
      And "phone" sends a message
      And "home" rebinds "phone" to a new port
      And the link of "<link>" releases what it holds
      And 5 s pass
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

      Examples:
        | way                   | link  |
        | the near side of home | phone |
        | the far side of home  | home  |

    Scenario: Three times, one right after the other
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      When "home" rebinds "phone" to a new port
      And "phone" sends a message
      And "home" rebinds "phone" to a new address
      And "phone" sends a message
      And "home" rebinds "phone" to a new address and port
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

  Rule: A stuck mapping lets out and not in until it was silent for its lifetime

    Scenario: Keepalives keep it stuck
      Given a peer "server"
      And the NATs:
        | name | lifetime |
        | home | 20 s     |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When the mappings of "phone" in "home" get stuck
      And 19 s pass
      And "phone" probes "server"
      And 19 s pass
      And "server" answers "phone"
      Then the probe is dropped by stuck mapping

    Scenario: Another source port helps at once, silence after a while
      Given a peer "server"
      And the NATs:
        | name | lifetime |
        | home | 20 s     |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When the mappings of "phone" in "home" get stuck
      And "phone:2" probes "server"
      And "server" answers "phone:2"
      Then the probe arrives
      When 20 s pass
      And "phone" probes "server"
      And "server" answers "phone"
      Then the probe arrives
