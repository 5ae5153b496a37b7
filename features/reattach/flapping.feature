@reattach @flapping @scenario-4
Feature: A path that flaps does not carry the session away with it
  A phone that keeps switching gets nothing done. The switches of a minute are limited on the phone too; at the limit it waits, and goes on by itself.

  Background:
    Given the policy:
      | setting                            | value |
      | client.maximum-switches-per-minute | 3     |
      | server.switch-cooldown             | 0 s   |
      | server.idle-ttl                    | 5 min |
    And a gateway "gw"
    And a client "phone" with a session on "gw"

  Rule: At the limit the session is degraded, and no longer than it has to be

    Scenario: One switch too many
      Given "phone" has reattached 3 times
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the session of "phone" is DEGRADED
      And the session of "phone" last changed state because of POLICY_FLAP_LIMIT
      And "gw" has switched the transport of "phone" exactly 3 times, explicitly

    Scenario Outline: <pause> after the first switch it is <state>
      Given "phone" has reattached 3 times
      And the socket of "phone" has died
      When "phone" reattaches from a new socket
      And <pause> pass
      Then the session of "phone" is <state>
      And "gw" has switched the transport of "phone" exactly <switches> times, explicitly

      Examples:
        | pause                    | state      | switches |
        | one tick less than 1 min | DEGRADED   | 3        |
        | 1 min                    | RECOVERING | 4        |

    Scenario: What was sent meanwhile arrives then
      Given "phone" has reattached 3 times
      When the socket of "phone" dies
      And "phone" sends 2 messages
      And "phone" reattaches from a new socket
      And 1 min passes
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id
