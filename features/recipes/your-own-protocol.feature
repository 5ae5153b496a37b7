@recipe @nat
Feature: A server that speaks first is not heard behind a NAT that has forgotten
  Scenario: A carrier's NAT with 30 s, as any protocol meets it
    Given a peer "server"
    And the NATs:
      | name    | kind  | lifetime |
      | carrier | CGNAT | 30 s     |
    And a peer "device" behind "carrier"
    And "device" has probed "server"
    When one tick less than 30 s pass
    And "server" answers "device"
    Then the probe arrives
    When 1 tick passes
    And "server" answers "device"
    Then the probe is dropped by mapping expired
