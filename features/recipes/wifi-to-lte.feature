@recipe @roaming
Feature: A session goes over from Wi-Fi to LTE by itself
  Scenario: The Wi-Fi goes silent while messages are sent
    Given a gateway "gw"
    And a NAT "home" that is a home router
    And a NAT "carrier" that is a CGNAT
    And a client "phone" behind "home"
    And "phone" has an interface "lte" behind "carrier"
    And "phone" roams between its first network and "lte"
    And "phone" has started a session on "gw"
    When the link of "phone" is cut
    And "phone" sends a message every 100 ms for 7 s
    Then the session of "phone" runs over "lte"
    And all messages of "phone" arrive exactly once
    And "gw" has switched the transport of "phone" exactly once, explicitly
