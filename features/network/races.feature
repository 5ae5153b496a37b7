@network @races
Feature: Things happen while others are under way
  A datagram takes its time. Whatever happens meanwhile, at either end or between, costs a repetition and not the session.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 3 messages
    And the link of "phone" has a delay of 110 ms
    And the steps do not wait for datagrams in flight

  Rule: The gateway may fail while a reattach is under way

    Scenario Outline: It restarts with its state <moment>
      When "phone" reattaches from a new socket without waiting for the answer
      And <moment> pass
      And "gw" crashes and restarts with its state
      And 3 s pass
      Then "phone" still holds its first session
      And the session of "phone" is attached again within 5 s
      And "phone" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice

      Examples: before the request arrives, and before its answer does
        | moment |
        | 40 ms  |
        | 170 ms |

    Scenario: It restarts without its sessions before the request arrives
      When "phone" reattaches from a new socket without waiting for the answer
      And 40 ms pass
      And "gw" crashes and restarts without its state
      And 1 s passes
      Then the session of "phone" is TERMINATED

  Rule: A NAT may move the phone while data is under way

    Scenario Outline: It rebinds <moment> after a message left
      When "phone" sends a message
      And <moment> pass
      And "home" rebinds "phone" to a new port
      And 2 s pass
      Then all messages of "phone" arrive exactly once
      And "phone" still holds its first session

      Examples: before the message reaches it, and before the acknowledgement does
        | moment |
        | 40 ms  |
        | 130 ms |

    Scenario: It rebinds again and again while the phone goes on talking
      Given "phone" keeps sending a message every 70 ms
      When 1 s passes
      And "home" rebinds "phone" to a new port
      And 1.5 s pass
      And "home" rebinds "phone" to a new port
      And 1.5 s pass
      And "home" rebinds "phone" to a new port
      And 1.5 s pass
      And "phone" stops sending
      Then all messages of "phone" arrive exactly once
      And "phone" still holds its first session
      And "gw" has switched the transport of "phone" exactly 3 times, explicitly

  Rule: Two attempts of one phone do not trip each other up

    Scenario: It moves again before the first answer is there
      When "phone" reattaches from a new socket without waiting for the answer
      And 150 ms pass
      And "phone" reattaches from a new socket without waiting for the answer
      And 3 s pass
      Then the session of "phone" is attached again within 5 s
      And "phone" still holds its first session
      And "phone" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice
