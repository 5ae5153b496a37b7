@attack @on-path
Feature: Whoever stands on the path gains delay, and nothing else
  A hostile access point sees every datagram and may keep, change, delay or remove it. It can deny service, as a cut cable can; it cannot take
  a session, deliver a message twice, or make up one.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And an on-path attacker "mallory" on the link of "phone"

  Rule: What is removed is sent again

    Scenario Outline: The next <message> disappears
      When "mallory" drops the next <message>
      And "phone" reattaches from a new socket
      And "phone" exchanges 1 message
      Then exactly 1 datagram was dropped by adversary
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And no acknowledged message was lost or delivered twice

      Examples:
        | message          |
        | REATTACH_REQUEST |
        | REATTACH_ACK     |
        | DATA             |

  Rule: What is held back changes nothing when it comes late

    Scenario: A held request arrives after the session has moved on
      When "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches from a new socket
      Then the reattach is accepted
      When "mallory" releases what she holds
      Then "gw" has switched the transport of "phone" exactly once, explicitly
      And "phone" can exchange 2 more messages

    Scenario: A held message arrives after its copy
      When "mallory" holds the next DATA
      And "phone" sends a message
      And 5 s pass
      And "mallory" releases what she holds
      Then all messages of "phone" arrive exactly once

    Scenario: Everything is slow for a while
      When "mallory" delays every datagram by 700 ms
      And "phone" sends 3 messages
      And 5 s pass
      And "mallory" lets everything pass
      Then all messages of "phone" arrive exactly once
      And "gw" has not switched the transport of "phone"

  Rule: What is changed opens nothing

    Scenario: A request with another nonce is a bad proof
      When "mallory" changes the "nonce" of the next REATTACH_REQUEST to "00112233445566778899aabbccddeeff"
      And "phone" reattaches from a new socket
      Then "gw" has switched the transport of "phone" exactly 1 times, explicitly
      And exactly 1 datagram was refused as BAD_PROOF

    Scenario: A flipped bit in a request
      When "mallory" flips a bit of the next REATTACH_REQUEST
      And "phone" reattaches from a new socket
      Then the session of "phone" is attached again within 5 s
      And "phone" still holds its first session
      And "phone" can exchange 2 more messages

    Scenario: A request that names another session than it was sent for
      When "mallory" changes the "session_id" of the next REATTACH_REQUEST to "S-0123456789abcdef"
      And "phone" reattaches from a new socket
      Then exactly 1 datagram was refused as UNKNOWN_SESSION
      And the session of "phone" is attached again within 5 s
      And "phone" still holds its first session

  Rule: A stolen request wins a race at most once, and the phone takes its session back

    Scenario: The request is held, and its copy comes first from elsewhere
      When "mallory" holds the next REATTACH_REQUEST
      And "phone" reattaches on its old socket
      And "mallory" sends a copy of what she holds from her own address
      And "mallory" releases what she holds
      Then "phone" can exchange 2 more messages
      And no acknowledged message was lost or delivered twice
