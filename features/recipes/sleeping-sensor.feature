@recipe @hosts
Feature: A sensor that sleeps longer than its NAT remembers wakes up into its old session
  Scenario: It sleeps for half an hour and reports
    Given a gateway "gw" with a session TTL of 1 h
    And a NAT "plant" that is a home router
    And a client "sensor" behind "plant" with a session on "gw"
    And "sensor" has exchanged 1 message
    When "sensor" pauses for 30 min
    And 30 min pass
    Then "plant" holds exactly 0 mappings
    When "sensor" sends a message
    Then all messages of "sensor" arrive exactly once
    And the session of "sensor" is ATTACHED with the same id
