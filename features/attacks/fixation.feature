@attack @fixation
Feature: Nobody chooses a session for somebody else
  A session id that an attacker knows beforehand could cost somebody a session. So the gateway draws each id itself, and a client that has a session accepts
  no other.

  Background:
    Given a gateway "gw" with a session TTL of 30 s

  Scenario: The gateway does not take an id from whoever asks for a session
    Given a stranger "mallory"
    When "mallory" sends the text '{"type":"HANDSHAKE_INIT","session_id":"S-0123456789abcdef"}' to "gw"
    Then "gw" holds exactly 1 session
    And "gw" holds no session with the id "S-0123456789abcdef"

  Scenario Outline: A client with a session does not take another: <forged>
    Given a client "phone" with a session on "gw"
    And an off-path attacker "eve" who sees what "phone" sends
    And "phone" has exchanged 1 message
    When "eve" sends the text '{"type":"<forged>","session_id":"S-0123456789abcdef","state_version":1}' from the address of "gw"
    Then "phone" ignores it
    And the session of "phone" is unchanged
    And "phone" can exchange 1 more message
    And the session of "phone" is ATTACHED with the same id

    Examples:
      | forged        |
      | HANDSHAKE_ACK |
      | REATTACH_ACK  |

  Scenario: A forged end of a session that the client does not have
    Given a client "phone" with a session on "gw"
    And an off-path attacker "eve" who sees what "phone" sends
    And "phone" has exchanged 1 message
    When "eve" sends the text '{"type":"TERMINATE","session_id":"S-0123456789abcdef","reason":"session_terminated"}' from the address of "gw"
    Then "phone" ignores it
    And the session of "phone" is ATTACHED with the same id
