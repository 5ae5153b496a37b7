@recipe @links
Feature: One-way loss looks like silence, and is not
  Scenario: All that is sent arrives, and half of the answers are lost
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And the downlink of "phone" loses 50 % of the datagrams
    When "phone" sends a message every 200 ms for 10 s
    Then all messages of "phone" arrive exactly once
    And the session of "phone" has been VOLATILE
    And "phone" still holds its first session
