@attack @keys @copied
Feature: A captured handshake makes few sessions and takes nobody's place
  In psk mode nobody but a holder of the key can make a handshake, but everybody who sees one can send it again, from as many addresses as he has.
  The sessions that this makes are few and short-lived, and the client's own handshake is answered whoever came first.

  Background:
    Given a gateway "gw" in psk mode
    And a client "phone"
    And an off-path attacker "eve" who sees what "phone" sends
    And "phone" has started a session on "gw"

  Scenario: Sent again before the client has used its session
    When "eve" sends the captured HANDSHAKE_INIT from her own address
    Then "gw" holds exactly 2 sessions
    When 11 s pass
    Then "gw" holds exactly 1 session
    And "phone" can exchange 3 more messages

  Scenario: Sent again after that
    Given "phone" has exchanged 1 message
    When "eve" sends the captured HANDSHAKE_INIT from her own address
    Then "gw" stays silent
    And "gw" holds exactly 1 session
    And "phone" can exchange 3 more messages
