@attack @forged-errors
Feature: Unauthenticated errors cost a bounded number of reattaches
  Whoever forges the address of the gateway can say at any time that something is wrong. The phone asks, because it may be true; it neither loses
  its session by asking nor spends on it what it needs for real moves.

  Background:
    Given the policy:
      | setting         | value |
      | switch-cooldown | 0 s   |
    And a gateway "gw" in psk mode
    And a client "phone" with a session on "gw"
    And "phone" has exchanged 3 messages
    And an off-path attacker "eve" who sees what "phone" sends

  Rule: An error does not take away a path that works

    Scenario: The switches are spent
      Given "phone" has reattached 10 times
      And 2 s pass
      When the link of "phone" holds the next DATA
      And "phone" sends a message
      And "eve" sends the text '{"type":"ERROR","code":"UNKNOWN_SESSION"}' from the address of "gw"
      And the link of "phone" releases what it holds
      Then all messages of "phone" arrive exactly once
      And the session of "phone" is ATTACHED with the same id
      And "gw" has switched the transport of "phone" exactly 10 times, explicitly

    Scenario: Nor does a reattach on the same socket
      Given "phone" has reattached 10 times
      When "phone" reattaches on its old socket
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "phone" still holds its first session

  Rule: A NAT that rebinds all the time wears no session out

    Scenario Outline: A new port every <pause>
      Given the NATs:
        | name | kind                 | rebinding          |
        | jump | port-restricted cone | port every <pause> |
      And a client "tablet" behind "jump" with a session on "gw"
      When "tablet" sends a message every 50 ms for 6.5 s
      Then "tablet" still holds its first session
      And no acknowledged message was lost or delivered twice

      Examples:
        | pause  |
        | 700 ms |
        | 900 ms |
