@reattach @attack @bad-proof
Feature: Without the secret, nobody moves a session
  The session id travels in the clear. Only the proof, made with the secret, may change the binding.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 1 message

  Rule: A refused proof changes nothing

    Scenario: A thief who knows the id guesses the proof
      Given an off-path attacker "eve" who sees what "phone" sends
      When "eve" sends a REATTACH_REQUEST for the session of "phone" with a wrong proof
      Then "gw" refuses it as BAD_PROOF
      And the session of "phone" is unchanged
      And "phone" can exchange 1 more message

    Scenario: The proof of one session opens no other
      Given a client "laptop" with a session on "gw"
      And an off-path attacker "eve" who sees what "laptop" sends
      And "laptop" has reattached once
      When "eve" sends the captured REATTACH_REQUEST for the session of "phone"
      Then "gw" refuses it as BAD_PROOF
      And the session of "phone" is unchanged
      And the session of "laptop" is unchanged

    Scenario: The rightful client comes back after its own mistake
      When the socket of "phone" dies
      And "phone" reattaches from a new socket with a wrong proof
      Then "gw" refuses it as BAD_PROOF
      When "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 1 more message

  Rule: An unknown session costs the gateway nothing

    Scenario: A proof for a session that never was
      Given an off-path attacker "eve" who sees what "phone" sends
      When "eve" sends a REATTACH_REQUEST for a session that does not exist
      Then "gw" refuses it as UNKNOWN_SESSION (unknown_session)
      And "gw" holds exactly 1 session
