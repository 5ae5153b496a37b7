@nat
Feature: What a NAT maps and whom it lets in
  RFC 4787 tells NATs apart by two independent questions: when do two flows share an external endpoint, and who may send to it.
  The peers here measure both from outside, as RFC 5780 does.

  Background:
    Given a peer "server"
    And a peer "stranger"

  @rfc4787-REQ-1
  Rule: The mapping decides how many endpoints three remotes see

    Scenario Outline: A mapping that is <mapping>
      Given the NATs:
        | name | mapping   |
        | home | <mapping> |
      And a peer "phone" behind "home"
      When "phone" probes "server"
      And "phone" probes "server:2"
      And "phone" probes "stranger"
      Then "server" and "server:2" see "phone" with <same port> port
      And "server" and "stranger" see "phone" with <other host> port

      Examples:
        | mapping                    | same port   | other host  |
        | endpoint-independent       | the same    | the same    |
        | address-dependent          | the same    | a different |
        | address and port-dependent | a different | a different |

  @rfc4787-REQ-8
  Rule: The filtering decides who may answer

    Scenario Outline: Mapping <mapping>, filtering <filtering>: the same remote may always answer
      Given the NATs:
        | name | mapping   | filtering   |
        | home | <mapping> | <filtering> |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When "server" answers "phone"
      Then the probe arrives

      Examples:
        | mapping                    | filtering                  |
        | endpoint-independent       | endpoint-independent       |
        | endpoint-independent       | address-dependent          |
        | endpoint-independent       | address and port-dependent |
        | address-dependent          | endpoint-independent       |
        | address-dependent          | address-dependent          |
        | address-dependent          | address and port-dependent |
        | address and port-dependent | endpoint-independent       |
        | address and port-dependent | address-dependent          |
        | address and port-dependent | address and port-dependent |

    Scenario Outline: Filtering <filtering> admits <who>
      Given the NATs:
        | name | filtering   |
        | home | <filtering> |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When "<who>" probes "phone" at the address that "server" sees
      Then the probe arrives

      Examples:
        | filtering            | who      |
        | endpoint-independent | server:2 |
        | endpoint-independent | stranger |
        | address-dependent    | server:2 |

    Scenario Outline: Filtering <filtering> keeps <who> out
      Given the NATs:
        | name | filtering   |
        | home | <filtering> |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      When "<who>" probes "phone" at the address that "server" sees
      Then the probe is dropped by nat filtered

      Examples:
        | filtering                  | who      |
        | address-dependent          | stranger |
        | address and port-dependent | server:2 |
        | address and port-dependent | stranger |

  Rule: The table shows both sides

    Scenario: An address-dependent NAT binds a mapping to a host and admits what it has spoken to
      Given the NATs:
        | name | mapping           | filtering         |
        | home | address-dependent | address-dependent |
      And a peer "phone" behind "home"
      And "phone" has probed "server"
      And "server" has answered "phone"
      When "phone" probes "stranger"
      Then the mappings of "home" are:
        | inside  | external | remote       | admits       | state      |
        | phone/1 | home/1   | server/any   | server/any   | answered   |
        | phone/1 | home/2   | stranger/any | stranger/any | unanswered |
