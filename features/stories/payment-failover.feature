@story @use-case
Feature: A payment survives the way out of the house
  A bank's app sends payments over the Wi-Fi while its user walks out of the door. The Wi-Fi does not end, it degrades; LTE is there all along. No payment
  may be booked twice, none that was acknowledged may be missing, and nobody else may exploit the confusion. docs/use-case-fintech-failover.md tells the story.

  Background:
    Given a gateway "bank" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a NAT "carrier" that is a CGNAT
    And a client "phone" behind "home" with a session on "bank"
    And "phone" has an interface "lte" behind "carrier"
    And the link of "phone.lte" has a delay of 60 ms

  Rule: No payment is booked twice, and none is missing

    Scenario: The Wi-Fi degrades while payments are sent, and the phone goes on over LTE
      Given "phone" has exchanged 3 messages
      And the link of "phone" loses 40 % of the datagrams
      When "phone" sends 5 messages
      And "phone" loses its network
      And "phone" reattaches over "lte"
      Then the reattach is accepted
      And all messages of "phone" arrive exactly once
      And "bank" has switched the transport of "phone" exactly once, explicitly
      And the session of "phone" is ATTACHED with the same id

    Scenario: LTE has losses of its own
      Given the link of "phone.lte" loses 10 % of the datagrams
      When "phone" loses its network
      And "phone" sends 5 messages
      And "phone" reattaches over "lte"
      Then the reattach is accepted
      And all messages of "phone" arrive exactly once

  Rule: Nobody else uses the confusion

    Scenario: What was recorded on the Wi-Fi opens nothing afterwards
      Given an off-path attacker "eve" who sees what "phone" sends
      And "phone" has exchanged 1 message
      When "phone" loses its network
      And "phone" reattaches over "lte"
      Then the reattach is accepted
      When "eve" sends the captured DATA from her own address
      Then "bank" refuses it as WRONG_TRANSPORT
      When "eve" sends the captured REATTACH_REQUEST from her own address
      Then "bank" refuses it as REPLAY_DETECTED and records a security event
      And the session of "phone" is unchanged
      And "phone" can exchange 2 more messages
