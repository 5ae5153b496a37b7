@recipe @attack
Feature: What was recorded opens nothing afterwards
  Scenario: An eavesdropper sends the request to reattach again
    Given a gateway "gw"
    And a client "phone" with a session on "gw"
    And an off-path attacker "eve" who sees what "phone" sends
    And "phone" has reattached once
    When "eve" sends the captured REATTACH_REQUEST from her own address
    Then "gw" refuses it as REPLAY_DETECTED and records a security event
    And the session of "phone" is unchanged
    And "phone" can exchange 1 more message
