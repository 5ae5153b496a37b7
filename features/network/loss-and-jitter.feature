@network @loss @scenario-2
Feature: Loss and jitter are weather, not death
  Mobile links lose 5 to 15 % of their datagrams and vary in delay. Messages are sent again until they are acknowledged, and delivered once.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"

  Rule: Each acknowledged message is delivered exactly once, in any weather

    Scenario Outline: <loss> loss with <jitter> of jitter
      Given the link of "phone" has a delay of 40 ms with a jitter of <jitter>
      And the link of "phone" loses <loss> of the datagrams
      When "phone" exchanges 50 messages
      Then no acknowledged message was lost or delivered twice
      And at least 1 datagram was lost
      And "phone" still holds its first session
      And "gw" has not switched the transport of "phone"

      Examples:
        | loss | jitter |
        | 5 %  | 10 ms  |
        | 10 % | 20 ms  |
        | 15 % | 30 ms  |

    Scenario: The network reorders
      Given the link of "phone" has a delay of 50 ms with a jitter of 45 ms
      And the link of "phone" may reorder
      When "phone" sends 20 messages
      Then all messages of "phone" arrive exactly once

  Rule: A reattach survives the same weather

    Scenario: The socket dies in a storm
      Given the link of "phone" has a delay of 40 ms with a jitter of 20 ms
      And the link of "phone" loses 15 % of the datagrams
      And "phone" has exchanged 10 messages
      When the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And "phone" can exchange 10 more messages
      And no acknowledged message was lost or delivered twice

    Scenario: The line is dead for a while
      Given "phone" has exchanged 1 message
      When the link of "phone" is cut
      And "phone" sends a message
      And 3 s pass
      And the link of "phone" is restored
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id
