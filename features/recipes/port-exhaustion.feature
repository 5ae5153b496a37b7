@recipe @nat
Feature: A NAT without a free port keeps newcomers out until one is freed
  Scenario: Two ports, and three clients
    Given a gateway "gw"
    And the NATs:
      | name  | port range   | addresses | lifetime |
      | hotel | 2000 to 2001 | 1         | 20 s     |
    And 2 clients "guests" behind "hotel" with sessions on "gw"
    And a client "late" behind "hotel"
    When "late" starts a session on "gw" without waiting for the answer
    Then at least 1 datagram was dropped for ports exhausted
    When 20 s pass
    And "late" starts a session on "gw"
    Then "late" can exchange 3 more messages
