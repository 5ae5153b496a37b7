@recipe @nat
Feature: A carrier's NAT that forgets after 30 s costs a silent client one datagram
  Scenario: A minute of silence, and then a message
    Given a gateway "gw" with a session TTL of 5 min
    And the NATs:
      | name    | kind  | lifetime |
      | carrier | CGNAT | 30 s     |
    And a client "phone" behind "carrier" with a session on "gw"
    When 1 min passes
    Then "carrier" holds exactly 0 mappings
    When "phone" sends a message
    Then all messages of "phone" arrive exactly once
    And exactly 1 datagram was refused as WRONG_TRANSPORT
    And the session of "phone" is ATTACHED with the same id
