@network @volatility @scenario-2
Feature: Bad weather makes a session volatile, not homeless
  Lasting loss, delay or jitter shows in the state, and changes nothing else: what works is kept. A spike shows nothing.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 20 ms

  Rule: A signal over its threshold has to stay there

    Scenario: Heavy loss with jitter for a while
      Given the link of "phone" has a delay of 40 ms with a jitter of 10 ms
      And the link of "phone" loses 15 % of the datagrams
      When "phone" exchanges 150 messages
      Then the session of "phone" has been VOLATILE
      And "phone" still holds its first session
      And no acknowledged message was lost or delivered twice

    Scenario: A path that became slow
      When the link of "phone" has a delay of 200 ms
      And "phone" sends a message every 100 ms for 10 s
      Then the session of "phone" is VOLATILE
      And "gw" has not switched the transport of "phone"

    Scenario: The weather clears up
      Given the link of "phone" has a delay of 200 ms
      And "phone" has sent a message every 100 ms for 10 s
      When the link of "phone" has a delay of 10 ms
      And "phone" sends a message every 100 ms for 10 s
      Then the session of "phone" went through RECOVERING, ATTACHED
      And the session of "phone" has been VOLATILE
      And "gw" has not switched the transport of "phone"
      And all messages of "phone" arrive exactly once

  Rule: A spike changes nothing

    Scenario: Nothing gets through for the better part of a second
      Given "phone" has sent a message every 50 ms for 5 s
      When the link of "phone" is cut
      And "phone" sends a message every 50 ms for 900 ms
      And the link of "phone" is restored
      And "phone" sends a message every 50 ms for 5 s
      Then the session of "phone" has never been VOLATILE
      And "gw" has not switched the transport of "phone"
      And all messages of "phone" arrive exactly once

  Rule: Silence is not a sign of health

    Scenario Outline: A volatile path that went dead <pause> ago has not recovered
      Given the link of "phone" has a delay of 200 ms
      And "phone" has sent a message every 70 ms for 10 s
      When the link of "phone" is cut
      And "phone" sends 5 messages
      And <pause> pass
      Then the session of "phone" is VOLATILE

      Examples:
        | pause |
        | 1 s   |
        | 4 s   |
