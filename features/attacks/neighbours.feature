@attack @flood @neighbours
Feature: A flood from the same address locks no session out
  Behind one NAT all have one public address, and a forger may borrow it too. Whoever floods the gateway from there spends the share of that source
  for everybody; a session that has to move needs a share of its own.

  Background:
    Given a gateway "gw"
    And a NAT "home" that is a home router
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 3 messages

  Rule: A session moves in the middle of a flood

    Scenario Outline: A neighbour floods with <message> messages while the NAT rebinds the phone
      Given a stranger "mallory" behind "home"
      When "mallory" keeps flooding "gw" with 1000 <message> messages a second
      And 3 s pass
      And "home" rebinds "phone" to a new port
      And "phone" sends a message every 100 ms for 4 s
      And "mallory" stops flooding
      Then the session of "phone" is ATTACHED with the same id
      And all messages of "phone" arrive exactly once
      And "gw" has switched the transport of "phone" exactly once, explicitly

      Examples:
        | message          |
        | REATTACH_REQUEST |
        | DATA             |
        | HANDSHAKE_INIT   |

    Scenario: A forger floods under the phone's address
      Given a stranger "mallory"
      When "mallory" keeps flooding "gw" with 1000 REATTACH_REQUEST messages a second from the address of "phone"
      And 3 s pass
      And the socket of "phone" dies
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      And all messages of "phone" arrive exactly once
