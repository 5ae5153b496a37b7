@story @use-case
Feature: An edge device behind a carrier's NAT can be reached
  A box in the field has a SIM card. Two NATs stand before it, the outer one forgets after 30 s, and nobody can call it there. It has to keep the way open by itself, and to
  come back when the carrier's NAT restarts at night. docs/stories.md tells the story.

  Background:
    Given the policy:
      | setting            | value |
      | keepalive-interval | 20 s  |
    And the NATs:
      | name    | kind        | behind  | lifetime |
      | carrier | CGNAT       |         | 30 s     |
      | router  | home router | carrier |          |
    And a gateway "centre" with a session TTL of 2 min
    And a client "box" behind "router" with a session on "centre"
    And "box" has exchanged 1 message

  Rule: A keepalive that is shorter than the NAT's memory keeps the way open

    Scenario: A command comes after a quiet night
      When 10 min pass
      And "centre" sends a message to "box"
      Then "box" has received 1 message from "centre"
      And "centre" has not switched the transport of "box"

  Rule: A carrier's NAT that restarts or moves the box costs the wait for one keepalive

    Scenario Outline: A command comes while the box cannot be reached, since <what happened>
      When <what happened>
      And "centre" sends a message to "box"
      Then "box" has received 0 messages from "centre"
      When 21 s pass
      Then "box" has received 1 message from "centre"
      And the session of "box" is ATTACHED with the same id

      Examples:
        | what happened                       |
        | the NAT "carrier" reboots           |
        | "carrier" rebinds every mapping to a new port |

  Rule: Whoever reaches the box's port is not the centre

    Scenario: A stranger says that the session has ended
      Given an off-path attacker "eve" who sees what "box" sends
      When "eve" sends a TERMINATE for the session of "box"
      Then "centre" refuses it as WRONG_TRANSPORT
      And the session of "box" is unchanged
