Feature: A rebinding and two lost datagrams
  This feature fails with ngtcp2 0.12.1: docs/quic.md says why. The new path is proven already when the two datagrams are lost, and lines go both ways over it.

  Scenario: Losing both challenges that ask for the size of a path does not end the connection
    Given an endpoint "server" on port 4433 that runs "quic.so" with "listen"
    And a NAT "home" that is a port-restricted cone
    And the link of "home" has a delay of 20 ms
    And an endpoint "phone" behind "home" that runs "quic.so" with "connect server:4433"
    And "phone" has been told "send before"
    When 2 s pass
    And "home" rebinds "phone" to a new port
    And the downlink of "phone" loses datagram number 6
    And the downlink of "phone" loses datagram number 7
    And "phone" is told "send after"
    And 10 s pass
    Then "phone" has said "delivered after" exactly once
    And "server" has never said "closed*"
