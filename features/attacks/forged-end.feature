@attack @end
Feature: Nobody else ends a session
  Only the address that the session is bound to may end it. Knowing the session id is not enough.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 1 message
    And an off-path attacker "eve" who sees what "phone" sends

  Scenario: A forged TERMINATE from another address changes nothing
    When "eve" sends a TERMINATE for the session of "phone"
    Then "gw" refuses it as WRONG_TRANSPORT
    And the session of "phone" is unchanged
    And "phone" can exchange 1 more message

  Scenario: A captured TERMINATE ends no later session
    Given "phone" has ended its session
    And "phone" has started a session on "gw"
    When "eve" sends the captured TERMINATE from her own address
    Then "gw" refuses it as UNKNOWN_SESSION (session_terminated)
    And the session of "phone" is unchanged
    And "phone" can exchange 1 more message
