@nat @rebinding @scenario-3
Feature: A NAT that forgets does not end a session
  Home routers drop mappings, reboot and renumber. The client keeps its socket and knows nothing; the session goes on.

  Background:
    Given a gateway "gw" with a session TTL of 30 s

  Rule: A rebinding that the client does not notice costs one refused datagram

    Scenario Outline: The NAT gives a new <what> in mid-flow
      Given a NAT "home" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      And "phone" has exchanged 3 messages
      When "home" rebinds "phone" to a new <what>
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "phone" has reattached on its old socket
      And exactly 1 datagram was refused as WRONG_TRANSPORT
      And "gw" has switched the transport of "phone" exactly once, explicitly

      Examples:
        | what             |
        | port             |
        | address          |
        | address and port |

    Scenario Outline: It makes no difference that the NAT is a <kind>
      Given a NAT "home" that is a <kind>
      And a client "phone" behind "home" with a session on "gw"
      When "home" rebinds "phone" to a new port
      And "phone" sends 3 messages
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

      Examples:
        | kind                 |
        | full cone            |
        | restricted cone      |
        | port-restricted cone |
        | symmetric            |

  Rule: A mapping that expired in silence is a rebinding too

    Scenario: The mapping dies before the session does
      Given the NATs:
        | name  | kind                 | lifetime | ports      |
        | hotel | port-restricted cone | 10 s     | sequential |
      And a client "phone" behind "hotel" with a session on "gw"
      When 10 s pass
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "phone" has reattached on its old socket

    Scenario: One tick earlier the mapping still stands
      Given the NATs:
        | name  | kind                 | lifetime | ports      |
        | hotel | port-restricted cone | 10 s     | sequential |
      And a client "phone" behind "hotel" with a session on "gw"
      When one tick less than 10 s pass
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "gw" has not switched the transport of "phone"

  Rule: Two NATs in a row are still one rebinding

    Scenario Outline: The <which> NAT of two rebinds
      Given a NAT "carrier" that is symmetric
      And a NAT "home" behind "carrier" that is a port-restricted cone
      And a client "phone" behind "home" with a session on "gw"
      When "<which>" rebinds every mapping to a new port
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And exactly 1 datagram was refused as WRONG_TRANSPORT

      Examples:
        | which   |
        | home    |
        | carrier |
