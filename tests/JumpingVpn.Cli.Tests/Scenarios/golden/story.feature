Feature: The golden story
  Copies of what features/ tells, kept apart: the traces of these must not change unless behaviour does.

  Background:
    Given a gateway "gw" with a session TTL of 30 s

  Scenario Outline: Weather of <loss> loss with <jitter> of jitter
    Given a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 40 ms with a jitter of <jitter>
    And the link of "phone" loses <loss> of the datagrams
    When "phone" exchanges 20 messages
    Then no acknowledged message was lost or delivered twice

    Examples:
      | loss | jitter |
      | 5 %  | 10 ms  |
      | 15 % | 30 ms  |

  Scenario: The network reorders
    Given a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 50 ms with a jitter of 45 ms
    And the link of "phone" may reorder
    When "phone" sends 20 messages
    Then all messages of "phone" arrive exactly once

  Scenario Outline: A <kind> gives a new <what>
    Given a NAT "home" that is a <kind>
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 3 messages
    When "home" rebinds "phone" to a new <what>
    And "phone" sends a message
    Then all messages of "phone" arrive exactly once

    Examples:
      | kind                 | what    |
      | port-restricted cone | port    |
      | symmetric            | address |

  Scenario: The socket dies in a storm
    Given a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 40 ms with a jitter of 20 ms
    And the link of "phone" loses 15 % of the datagrams
    And "phone" has exchanged 10 messages
    When the socket of "phone" dies
    And "phone" reattaches from a new socket
    Then the reattach is accepted
    And "phone" can exchange 10 more messages

  Scenario: The socket dies behind a NAT
    Given a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 3 messages
    When the socket of "phone" dies
    And "phone" reattaches from a new socket
    Then "gw" has switched the transport of "phone" exactly once, explicitly
