@network @links
Feature: Every kind of access link carries a session
  What a link does is a sentence; a fault that a scenario sets must strike, or the scenario fails.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"

  Rule: A known kind of link is slow or lossy, never fatal

    Scenario Outline: A session over <article> <kind> link
      Given the link of "phone" is <article> <kind> link
      When "phone" exchanges 10 messages
      Then no acknowledged message was lost or delivered twice
      And the session of "phone" is ATTACHED with the same id

      Examples:
        | article | kind         |
        | a       | 3G           |
        | an      | EDGE         |
        | an      | LTE          |
        | a       | DSL          |
        | a       | Wi-Fi        |
        | a       | satellite    |
        | a       | hotel        |
        | a       | train tunnel |

  Rule: What a link loses is sent again

    Scenario: Losses come in bursts
      Given the link of "phone" has a delay of 20 ms
      And the link of "phone" loses 10 % of the datagrams in bursts of 3
      When "phone" exchanges 200 messages
      Then at least 1 datagram was lost
      And no acknowledged message was lost or delivered twice

    Scenario: One datagram is lost
      Given the link of "phone" loses datagram number 2
      When "phone" exchanges 3 messages
      Then exactly 1 datagram was dropped for loss
      And no acknowledged message was lost or delivered twice

    Scenario: The way back is a black hole for a while
      When the downlink of "phone" loses 100 % of the datagrams
      And "phone" sends a message
      And 2 s pass
      And the downlink of "phone" loses 0 % of the datagrams
      Then all messages of "phone" arrive exactly once

    Scenario: A slow uplink queues what it cannot carry
      Given the uplink of "phone" carries 64 kbit/s
      When "phone" sends 10 messages
      Then all messages of "phone" arrive exactly once

    Scenario: The train goes through one tunnel after the other
      Given the link of "phone" is dead for 2 s after 1 s, every 10 s
      And 1500 ms pass
      When "phone" sends 3 messages
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id

    Scenario: Links as a table
      Given the links:
        | link of | way  | delay | jitter | distribution | order      | loss | duplication | copies | rate       | queue |
        | phone   | up   | 40 ms | 10 ms  | normal       | may change | 5 %  | 2 %         | 2      |            |       |
        | phone   | down | 20 ms |        |              |            |      |             |        | 256 kbit/s | 50    |
      When "phone" exchanges 20 messages
      Then no acknowledged message was lost or delivered twice

    Scenario: The round trip grows in mid-session
      When the delay of the link of "phone" becomes 400 ms
      And "phone" exchanges 3 messages
      Then no acknowledged message was lost or delivered twice
      And "gw" has not switched the transport of "phone"

  Rule: A link may hold back single messages

    Scenario: A message is held and released
      When the link of "phone" holds the next DATA
      And "phone" sends a message
      And 3 s pass
      And the link of "phone" releases what it holds
      Then all messages of "phone" arrive exactly once

    Scenario: An acknowledgement comes too late
      When the link of "phone" delays the next DATA_ACK by 5 s
      And "phone" sends a message
      And 10 s pass
      Then all messages of "phone" arrive exactly once
