@nat
Feature: Networks that people are really on
  A preset is nothing but a named combination of settings; a session works through all of them.

  Rule: A session begins, talks and survives a new port

    Scenario Outline: Behind a <kind>
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "home" that is a <kind>
      And a client "phone" behind "home" with a session on "gw"
      When "home" rebinds "phone" to a new port
      And "phone" sends 3 messages
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

      Examples:
        | kind               |
        | home router        |
        | Linux masquerade   |
        | corporate firewall |
        | cloud NAT          |
        | CGNAT              |
        | pf                 |
        | hotel              |
        | 3-s-timeout        |
        | broken-overload    |

    Scenario: A home router behind a carrier's NAT
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "carrier" that is a CGNAT
      And a NAT "home" behind "carrier" that is a home router
      And a client "phone" behind "home" with a session on "gw"
      When the NAT "carrier" reboots
      And "phone" sends 3 messages
      Then all messages of "phone" arrive exactly once

  Rule: A stateful firewall translates nothing and lets in only what was asked for

    Scenario: A session through a firewall
      Given a gateway "gw" with a session TTL of 30 s
      And a NAT "wall" that is a stateful firewall
      And a client "phone" behind "wall" with a session on "gw"
      When "phone" sends 3 messages
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 3 more messages

    Scenario: The server sees the host's own address, and strangers stay outside
      Given a peer "server"
      And a peer "stranger"
      And a NAT "wall" that is a stateful firewall
      And a peer "phone" behind "wall"
      When "phone" probes "server"
      Then "server" sees "phone" with its own address
      When "stranger" probes "phone" at the address that "server" sees
      Then the probe is dropped by nat filtered
