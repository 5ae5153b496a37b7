@reattach @failover
Feature: A phone goes from Wi-Fi to LTE and back
  Of several networks the preferred one is used while it works. When nothing comes back the session goes over by itself, and it returns when the
  preferred network has had time to prove itself; nothing is lost on the way.

  Background:
    Given a gateway "gw" with a session TTL of 30 s
    And a NAT "home" that is a port-restricted cone
    And a client "phone" behind "home"
    And "phone" has an interface "lte"
    And "phone" roams between its first network and "lte"
    And "phone" has started a session on "gw"
    And "phone" has exchanged 3 messages

  Rule: A network from which nothing comes back is left

    Scenario: The Wi-Fi goes silent
      When the link of "phone" is cut
      And "phone" sends 2 messages
      And 7 s pass
      Then the session of "phone" runs over "lte"
      And the session of "phone" is ATTACHED with the same id
      And all messages of "phone" arrive exactly once
      And "gw" has switched the transport of "phone" exactly once, explicitly

    Scenario: The Wi-Fi is lost under the phone
      When "phone" loses its network
      And "phone" sends a message
      And 7 s pass
      Then the session of "phone" runs over "lte"
      And all messages of "phone" arrive exactly once

  Rule: The preferred network is returned to when it works again

    Scenario: The Wi-Fi comes back
      Given the link of "phone" is cut
      And "phone" has sent a message
      And 7 s pass
      When the link of "phone" is restored
      And 10 s pass
      Then the session of "phone" runs over its first network
      And the session of "phone" is attached again within 5 s
      And "gw" has switched the transport of "phone" exactly 2 times, explicitly
      And "phone" can exchange 3 more messages
      And no acknowledged message was lost or delivered twice

    Scenario: It does not come back, and each check costs one attempt
      Given the link of "phone" is cut
      And "phone" has sent a message
      When 25 s pass
      Then the session of "phone" runs over "lte"
      And "phone" can exchange 3 more messages
      And "phone" still holds its first session

  Rule: A network that stays bad is left for one that promises to be much better

    Scenario: The Wi-Fi becomes slow and stays so
      Given the link of "phone" has a delay of 200 ms
      When "phone" sends a message every 70 ms for 8 s
      Then the session of "phone" runs over "lte"
      And the session of "phone" has been VOLATILE
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And all messages of "phone" arrive exactly once

    Scenario: It is slow for a moment only
      Given the link of "phone" has a delay of 200 ms
      And "phone" has sent a message every 70 ms for 3 s
      When the link of "phone" has a delay of 20 ms
      And "phone" sends a message every 70 ms for 8 s
      Then the session of "phone" runs over its first network
      And "gw" has not switched the transport of "phone"

    Scenario: The other network turns out to be no better
      Given the link of "phone" has a delay of 200 ms
      And the link of "phone.lte" has a delay of 190 ms
      When "phone" sends a message every 70 ms for 25 s
      Then the session of "phone" runs over "lte"
      And "gw" has switched the transport of "phone" exactly once, explicitly
      And all messages of "phone" arrive exactly once
