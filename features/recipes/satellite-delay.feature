@recipe @links
Feature: A round trip of more than half a second is slow, and not dead
  Scenario: A session over a satellite
    Given a gateway "gw"
    And a client "ship"
    And the link of "ship" is a satellite link
    And "ship" has started a session on "gw"
    When "ship" sends a message every 500 ms for 20 s
    Then all messages of "ship" arrive exactly once
    And the session of "ship" has been VOLATILE
    And the session of "ship" has never been REATTACHING
    And "gw" has not switched the transport of "ship"
