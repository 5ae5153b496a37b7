@attack @manipulation
Feature: A damaged message is worth no more than noise
  Bits flip, datagrams are cut, and attackers try both on purpose. Such messages are refused or ignored; docs/attack-matrix.md has the answer to
  each.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"
    And an off-path attacker "eve" who sees what "phone" sends
    And "phone" has exchanged 1 message
    And "phone" has reattached once

  Scenario Outline: A captured <message>, <how>
    When "eve" sends the captured <message> <how>
    Then "gw" accepts none of them
    And the session of "phone" is unchanged
    And "phone" can exchange 1 more message

    Examples:
      | message          | how                           |
      | DATA             | with each bit flipped in turn |
      | DATA             | truncated to each length      |
      | DATA             | with each byte value appended |
      | REATTACH_REQUEST | with each bit flipped in turn |
      | REATTACH_REQUEST | truncated to each length      |
      | REATTACH_REQUEST | with each byte value appended |
