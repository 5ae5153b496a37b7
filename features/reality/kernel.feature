@reality @nat
Feature: A kernel's NAT tells the same story
  Each of these is played a third time where Linux gives network namespaces: gateway and client are processes, the NAT is the kernel's. What
  they report, and when, is what the simulator says.

  Background:
    Given a gateway "gw"

  Scenario: Messages pass the masquerade
    Given a NAT "home" that is Linux masquerade
    And a client "phone" behind "home" with a session on "gw"
    When "phone" sends a message
    And 1 s passes
    And "phone" sends 3 messages
    And 1 s passes
    Then all messages of "phone" arrive exactly once
    And "gw" has not switched the transport of "phone"

  Scenario: A masquerade that forgets gives the same port again
    Given a NAT "home" that is Linux masquerade
    And a client "phone" behind "home" with a session on "gw"
    When "phone" sends a message
    And 1 s passes
    And "home" forgets all mappings
    And "phone" sends a message
    And 1 s passes
    Then all messages of "phone" arrive exactly once
    And "gw" has not switched the transport of "phone"

  Scenario: A masquerade with random ports that forgets moves the client
    Given a NAT "home" that is symmetric
    And a client "phone" behind "home" with a session on "gw"
    When "phone" sends a message
    And 1 s passes
    And "home" forgets all mappings
    And "phone" sends a message
    And 2 s pass
    Then all messages of "phone" arrive exactly once
    And "phone" has reattached on its old socket
    And exactly 1 datagram was refused as WRONG_TRANSPORT

  Scenario: It forgets again and again
    Given a NAT "home" that is symmetric
    And a client "phone" behind "home" with a session on "gw"
    When "home" forgets all mappings
    And "phone" sends a message
    And 2 s pass
    And "home" forgets all mappings
    And "phone" sends a message
    And 2 s pass
    Then all messages of "phone" arrive exactly once
    And "gw" has switched the transport of "phone" exactly 2 times, explicitly

  Scenario: A mapping runs out while the client is silent
    Given the NATs:
      | name | kind      | lifetime |
      | home | symmetric | 2 s      |
    And a client "phone" behind "home" with a session on "gw"
    When 4 s pass
    And "phone" sends a message
    And 1500 ms pass
    Then all messages of "phone" arrive exactly once
    And "phone" has reattached on its old socket

  Scenario: The socket dies
    Given a NAT "home" that is Linux masquerade
    And a client "phone" behind "home" with a session on "gw"
    When "phone" sends a message
    And 1 s passes
    And the socket of "phone" dies
    And "phone" reattaches from a new socket
    And "phone" sends a message
    And 1500 ms pass
    Then the session of "phone" is ATTACHED with the same id
    And all messages of "phone" arrive exactly once

  Scenario: A client that flaps is held back
    Given a NAT "home" that is Linux masquerade
    And a client "phone" behind "home" with a session on "gw"
    When the socket of "phone" dies
    And "phone" reattaches from a new socket
    And 200 ms pass
    And the socket of "phone" dies
    And "phone" reattaches from a new socket
    And 700 ms pass
    Then "gw" has switched the transport of "phone" exactly 2 times, explicitly

  Scenario: The client is renumbered
    Given a NAT "home" that is Linux masquerade
    And a client "phone" behind "home" with a session on "gw"
    When "phone" sends a message
    And 1 s passes
    And "phone" gets another address
    And "phone" reattaches from a new socket
    And "phone" sends a message
    And 1500 ms pass
    Then the session of "phone" is ATTACHED with the same id
    And all messages of "phone" arrive exactly once

  Scenario: The interface is taken away and another is there
    Given a NAT "home" that is Linux masquerade
    And a NAT "carrier" that is symmetric
    And a client "phone" behind "home" with a session on "gw"
    And "phone" has an interface "lte" behind "carrier"
    When "phone" sends a message
    And 1 s passes
    And "phone" loses its network
    And "phone" reattaches over "lte"
    And "phone" sends a message
    And 1500 ms pass
    Then the session of "phone" is ATTACHED with the same id
    And all messages of "phone" arrive exactly once

  Scenario: It says goodbye from where its mapping has moved to
    Given a NAT "home" that is symmetric
    And a client "phone" behind "home" with a session on "gw"
    When "home" forgets all mappings
    And "phone" sends a message
    And 2 s pass
    And "phone" ends its session
    And 500 ms pass
    Then the session of "phone" is TERMINATED
