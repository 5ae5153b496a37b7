@attack @amplification
Feature: A session that is moved elsewhere draws no flood there
  Whoever has a request may send it from another's address, and what waits for the session would go there. Until that address has answered a challenge it is sent
  three times what came from it at most; an invariant holds every scenario to that (RFC 9000 sections 8 and 9.3).

  Background:
    Given a gateway "gw"
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 1 message
    And "gw" has sent a message to "phone"

  Rule: What waits for the session is not sent to whoever is named as its new address

    Scenario: Twenty messages wait, and a stolen request comes first
      Given an on-path attacker "mallory" on the link of "phone"
      When "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket without waiting for the answer
      And "gw" sends 20 messages to "phone"
      And "mallory" sends a copy of what she holds from her own address
      And 190 ms pass
      Then "phone" has received 1 message from "gw"
      When "mallory" releases what she holds
      Then all messages of "gw" to "phone" arrive exactly once
      And "phone" can exchange 1 more message

  Rule: It is sent to whoever answers

    Scenario: The phone itself has moved
      When the socket of "phone" dies
      And "gw" sends 20 messages to "phone"
      And "phone" reattaches from a new socket
      Then all messages of "gw" to "phone" arrive exactly once
      And "gw" has challenged exactly 1 path

    Scenario: The challenge is lost
      Given the link of "phone" loses the next PATH_CHALLENGE
      When the socket of "phone" dies
      And "gw" sends 20 messages to "phone"
      And "phone" reattaches from a new socket
      Then all messages of "gw" to "phone" arrive exactly once
