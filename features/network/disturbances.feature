@network @disturbances @sim-only
Feature: Something goes wrong in the midst of a step
  A network waits for no step to end. What is set in one step strikes in a later one: a single datagram by its number, a host or a NAT at a
  moment to come. Each is a repetition or a reattach, and no message is lost by it or delivered twice.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has exchanged 1 message

  Rule: One datagram has a fate of its own

    Scenario Outline: A datagram <is treated badly>, and the messages arrive once
      When the <way> of "phone" <treats> datagram number 2
      And "phone" sends 3 messages
      And 5 s pass
      Then all messages of "phone" arrive exactly once

      Examples:
        | is treated badly           | way      | treats         |
        | from the phone is lost     | uplink   | loses          |
        | to the phone is lost       | downlink | loses          |
        | from the phone comes twice | uplink   | duplicates     |
        | to the phone comes twice   | downlink | duplicates     |
        | is damaged on its way      | uplink   | flips bit 7 of |

    Scenario: A datagram that is late is overtaken
      When the uplink of "phone" delays datagram number 2 by 300 ms
      And "phone" sends 3 messages
      And 5 s pass
      Then all messages of "phone" arrive exactly once

    Scenario: A replayed message is answered and not delivered again
      When datagram number 1 from "phone" is replayed after 2 s
      And "phone" sends a message
      And 3 s pass
      Then all messages of "phone" arrive exactly once
      And no acknowledged message was lost or delivered twice

    Scenario: A copy from elsewhere is refused
      Given a stranger "mallory"
      When datagram number 1 from "phone" is replayed after 2 s from the address of "mallory"
      And "phone" sends a message
      And 3 s pass
      Then "gw" refuses it as WRONG_TRANSPORT
      And "gw" has not switched the transport of "phone"

  Rule: A NAT may move while a message is on its way

    Scenario: A message that comes by another port leads to a reattach
      Given the link of "phone" has a delay of 20 ms
      When "home" rebinds every mapping to a new port, with datagram number 1 on the uplink of "phone"
      And "phone" sends a message
      And 10 s pass
      Then "gw" has switched the transport of "phone" exactly once, explicitly
      And all messages of "phone" arrive exactly once

    Scenario: A NAT forgets the phone while it is silent
      When "home" forgets all mappings, after 2 s
      And 3 s pass
      And "phone" sends a message
      And 10 s pass
      Then all messages of "phone" arrive exactly once

  Rule: A host may fail while a message is on its way

    Scenario: The gateway goes on with its state
      When "gw" crashes and restarts with its state, with datagram number 1 on the uplink of "phone"
      And "phone" sends 2 messages
      And 5 s pass
      Then all messages of "phone" arrive exactly once

    Scenario: The gateway comes back without a session
      When "gw" crashes and restarts without its state, after 2 s
      And 3 s pass
      Then "gw" holds no session

    Scenario Outline: <what> for two seconds
      When <trouble> for 2 s, with datagram number 1 on the uplink of "phone"
      And "phone" sends 2 messages
      And 8 s pass
      Then all messages of "phone" arrive exactly once

      Examples:
        | what                  | trouble                                  |
        | The gateway is frozen | "gw" pauses                              |
        | The phone is cut off  | the link of "phone" is cut               |
        | Nobody is reached     | "phone" and "gw" cannot reach each other |

    Scenario: A clock that is set touches no session
      When the clock of "phone" jumps ahead by 1 h, after 1 s
      And the clock of "gw" jumps back by 1 h, after 1 s
      And 2 s pass
      Then the clock of "phone" is 1 h ahead
      And the clock of "gw" is 1 h behind
      And "phone" can exchange 1 more message

  Rule: What a session has left behind ends it no more

    Scenario: It outlives every bound of the losses that it recovered from
      Given "phone" has reattached 3 times
      When the link of "phone" is cut for 2 s, after 10 s
      And "phone" sends a message every 3 s for 65 s, whenever it can
      Then the session of "phone" is ATTACHED with the same id
      And all messages of "phone" arrive exactly once
