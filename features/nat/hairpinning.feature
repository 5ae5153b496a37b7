@nat
Feature: Two hosts behind one NAT
  Each knows only the other's external endpoint.

  Background:
    Given a peer "server"

  @rfc4787-REQ-9
  Rule: A NAT that hairpins turns the datagram around

    Scenario Outline: The receiver sees the <source>
      Given the NATs:
        | name | filtering            | hairpin  | addresses |
        | home | endpoint-independent | <source> | 1         |
      And a peer "phone" behind "home"
      And a peer "laptop" behind "home"
      And "phone" has probed "server"
      And "laptop" has probed "server"
      When "phone" probes "laptop" at the address that "server" sees
      Then the probe arrives
      And "laptop" and "server" see "phone" with <whose> address

      Examples:
        | source          | whose       |
        | external source | the same    |
        | internal source | a different |

    Scenario: The filter counts for a hairpin too
      Given the NATs:
        | name | filtering         | hairpin         | addresses |
        | home | address-dependent | external source | 1         |
      And a peer "phone" behind "home"
      And a peer "laptop" behind "home"
      And "phone" has probed "server"
      And "laptop" has probed "server"
      When "phone" probes "laptop" at the address that "server" sees
      Then the probe is dropped by nat filtered

    Scenario: A NAT that does not hairpin drops it
      Given a NAT "home" that is a full cone
      And a peer "phone" behind "home"
      And a peer "laptop" behind "home"
      And "laptop" has probed "server"
      When "phone" probes "laptop" at the address that "server" sees
      Then the probe is dropped by hairpin

    Scenario: The carrier turns around what two homes send each other
      Given the NATs:
        | name    | kind      | behind  |
        | carrier | CGNAT     |         |
        | north   | full cone | carrier |
        | south   | full cone | carrier |
      And a peer "phone" behind "north"
      And a peer "laptop" behind "south"
      And "laptop" has probed "server"
      When "phone" probes "laptop" at the address that "server" sees
      Then the probe arrives
