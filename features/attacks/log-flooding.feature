@attack @log-flooding
Feature: Nobody fills the log
  A log that grows with what strangers send is a weapon in their hands. Refusals are logged one by one up to a bound, and summed up beyond it.

  Background:
    Given the policy:
      | setting          | value |
      | source-log-rate  | 20    |
      | refusal-log-rate | 30    |
    And a gateway "gw"
    And a stranger "mallory"

  Rule: One source makes a bounded number of events, and one more a second for all the rest

    Scenario Outline: A flood of <message> messages
      When "mallory" floods "gw" with 600 <message> messages
      Then "gw" records at most 20 events
      When 1 s passes
      Then "gw" sums up exactly 580 messages in 1 event

      Examples:
        | message          |
        | DATA             |
        | REATTACH_REQUEST |
        | TERMINATE        |

    Scenario: A replay is a security event, but not each time
      Given a client "phone" with a session on "gw"
      And an off-path attacker "eve" who sees what "phone" sends
      And "phone" has reattached once
      When "eve" sends the captured REATTACH_REQUEST from her own address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event
      And "gw" records at most 2 events

  Rule: All sources together make a bounded number of events

    Scenario: Two flood at once
      Given a stranger "trudy"
      When "mallory" floods "gw" with 100 DATA messages
      And "trudy" floods "gw" with 100 DATA messages
      Then "gw" records at most 30 events
      When 1 s passes
      Then "gw" sums up exactly 170 messages in 3 events

  Rule: Refusals take nothing from security events

    Scenario: A replay while the refusals of all sources have spent their bound
      Given a stranger "trudy"
      And a client "phone" with a session on "gw"
      And an off-path attacker "eve" who sees what "phone" sends
      And "phone" has reattached once
      When "mallory" floods "gw" with 100 DATA messages
      And "trudy" floods "gw" with 100 DATA messages
      And "eve" sends the captured REATTACH_REQUEST from her own address
      Then "gw" refuses it as REPLAY_DETECTED and records a security event
      And "gw" records at most 31 events

  Rule: What is not logged is still answered

    Scenario: A client among the flooders is told what is wrong with its message
      When "mallory" floods "gw" with 100 DATA messages
      Then exactly 100 datagrams were refused as UNKNOWN_SESSION
