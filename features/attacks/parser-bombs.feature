@attack @flood @parser
Feature: What is not a message deserves no attention
  A text can be made to cost its reader much more than its length. A gateway looks at the length first, stops reading what has too many parts,
  and charges what is not a message to its source, without an answer.

  Background:
    Given the policy:
      | setting      | value |
      | source-burst | 3     |
      | source-rate  | 1     |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And a stranger "mallory"

  Rule: It is charged to its source like any refusal

    Scenario Outline: Garbage spends its source's share: <garbage>
      When "mallory" sends the text '<garbage>' to "gw"
      Then "gw" stays silent
      When "mallory" sends the text '<garbage>' to "gw"
      And "mallory" sends the text '<garbage>' to "gw"
      And "mallory" floods "gw" with 1 DATA message
      Then "gw" has refused exactly 1 message as RATE_LIMITED, answered or not
      And the session of "phone" is unchanged
      And "phone" can exchange 3 more messages

      Examples:
        | garbage                   |
        | {"\ud800":1,"\ud800":1}   |
        | {"a":[[[[[[]]]]]]         |
        | no JSON at all            |

  Rule: A message has few parts

    Scenario: An unknown member that is nested too deep
      When "mallory" sends the text '{"type":"DANCE","a":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}' to "gw"
      Then "gw" stays silent
      And the session of "phone" is unchanged

    Scenario: An unknown member that is nested less deep
      When "mallory" sends the text '{"type":"DANCE","a":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]}' to "gw"
      Then "gw" refuses it as UNKNOWN_TYPE
