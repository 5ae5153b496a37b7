@nat @chains
Feature: A table of NATs may begin at either end
  Whoever draws a network draws it from the phone outwards or from the internet inwards. Both are the same network.

  Scenario Outline: Three NATs before a client, from the <first> one on
    Given a gateway "gw"
    And the NATs:
      | name   | kind        | behind   |
      | <name> | <kind>      | <behind> |
      | inner  | home router | middle   |
      | middle | CGNAT       | outer    |
      | <last> | <last kind> |          |
    And a client "phone" behind "inner" with a session on "gw"
    When "outer" rebinds every mapping to a new port
    And "phone" sends a message
    Then all messages of "phone" arrive exactly once
    And "gw" has switched the transport of "phone" exactly once, explicitly

    Examples:
      | first     | name  | kind      | behind | last  | last kind |
      | innermost | spare | full cone | inner  | outer | full cone |
      | outermost | outer | full cone |        | spare | full cone |
