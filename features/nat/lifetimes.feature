@nat
Feature: How long a NAT remembers
  The edges are exact: one tick before its end a mapping stands, at its end it is gone.

  Background:
    Given a peer "server"

  @rfc4787-REQ-5 @rfc4787-REQ-6
  Rule: A mapping lives for its lifetime after the last refresh

    Scenario Outline: Refresh <refresh>: after datagrams <way> at 90 s the mapping <outcome> at 150 s
      Given the NATs:
        | name | lifetime | refresh   |
        | home | 120 s    | <refresh> |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When 90 s pass
      And "<from>" <does> "<to>"
      And 60 s pass
      Then "home" holds exactly <count> mappings

      Examples:
        | refresh  | way | from   | does    | to     | outcome     | count |
        | outbound | out | phone  | probes  | server | stands      | 1     |
        | outbound | in  | server | answers | phone  | is gone     | 0     |
        | inbound  | out | phone  | probes  | server | is gone     | 0     |
        | inbound  | in  | server | answers | phone  | stands      | 1     |
        | both     | out | phone  | probes  | server | stands      | 1     |
        | both     | in  | server | answers | phone  | stands      | 1     |
        | none     | out | phone  | probes  | server | is gone     | 0     |
        | none     | in  | server | answers | phone  | is gone     | 0     |

    Scenario: At exactly the lifetime the mapping is gone
      Given the NATs:
        | name | lifetime |
        | home | 120 s    |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When 120 s pass
      And "server" answers "phone"
      Then the probe is dropped by mapping expired

    Scenario: One tick earlier it stands
      Given the NATs:
        | name | lifetime |
        | home | 120 s    |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When one tick less than 120 s pass
      And "server" answers "phone"
      Then the probe arrives

  Rule: A Linux NAT gives a flow that is answered more time than one that is not

    Scenario: Nobody answers for 30 s
      Given a NAT "home" that is a Linux masquerade
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When 30 s pass
      And "server" answers "phone"
      Then the probe is dropped by mapping expired

    Scenario: An answered flow lives for 120 s
      Given a NAT "home" that is a Linux masquerade
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      And "server" has answered "phone"
      When one tick less than 120 s pass
      And "server" answers "phone"
      Then the probe arrives

  @rfc6888-REQ-8
  Rule: A port that was freed rests before somebody else gets it

    Scenario Outline: A late datagram <later> after the expiry does not reach the next guest
      Given the NATs:
        | name  | lifetime | hold-down | port range   | addresses |
        | hotel | 20 s     | 120 s     | 2000 to 2000 | 1         |
      And a peer "phone" behind "hotel"
      And a peer "laptop" behind "hotel"
      And "phone" has probed "server"
      When 20 s pass
      And <later> pass
      And "laptop" probes "server"
      Then the probe is dropped by ports exhausted

      Examples:
        | later                    |
        | 1 tick                   |
        | one tick less than 120 s |

    Scenario: At its end the port is free
      Given the NATs:
        | name  | lifetime | hold-down | port range   | addresses |
        | hotel | 20 s     | 120 s     | 2000 to 2000 | 1         |
      And a peer "phone" behind "hotel"
      And a peer "laptop" behind "hotel"
      And "phone" has probed "server"
      When 140 s pass
      And "laptop" probes "server"
      Then the probe arrives

  Rule: Of two NATs in a row the more forgetful one decides

    Scenario Outline: The <name> NAT forgets first
      Given the NATs:
        | name    | lifetime | behind  |
        | carrier | <outer>  |         |
        | home    | <inner>  | carrier |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When 30 s pass
      Then "carrier" holds exactly <at carrier> mappings
      And "home" holds exactly <at home> mappings

      Examples:
        | name  | outer | inner | at carrier | at home |
        | outer | 20 s  | 120 s | 0          | 1       |
        | inner | 120 s | 20 s  | 1          | 0       |
