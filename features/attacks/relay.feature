@attack @race @relay
Feature: A relay holds a session while it relays, and no longer
  An eavesdropper who is faster than the network, or luckier, can send each request as well, pass the challenge on to the phone, and send the phone's answer first. For the gateway
  that is a better path (RFC 9000 sections 9.3.3 and 21). She has the session as long as she carries all its messages, and loses it with the first that she does not.

  Background:
    Given the policy:
      | setting         | value |
      | path-validation | on    |
    And a gateway "gw" in psk mode
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 1 message
    And an on-path attacker "mallory" on the link of "phone"

  Rule: The phone is called back when it is heard with a new message

    Scenario: She has won the session, and then carries nothing
      When the link of "phone" loses the next PATH_CHALLENGE
      And "mallory" holds the next PATH_RESPONSE
      And "phone" reattaches from a new socket without waiting for the answer
      And "mallory" sends the captured REATTACH_REQUEST from her own address
      And "mallory" passes on what "gw" has sent her
      And "mallory" sends a copy of what she holds from her own address
      And "mallory" passes on what "gw" has sent her
      And "mallory" releases what she holds
      Then the reattach is accepted
      And "gw" has switched the transport of "phone" exactly once, explicitly
      When "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And the session of "phone" is ATTACHED with the same id
      And "phone" can exchange 2 more messages
