@regression @links
Feature: Each fault with a number counts every datagram of its link
  Found by the round trip of an imported capture. A fault did not count a datagram that another one had struck: of two losses, those of
  numbers 2 and 3, the second hit number 4.

  Background:
    Given a NAT "home" that is a port-restricted cone
    And a peer "phone" behind "home"
    And a peer "server"

  Scenario: Two losses in a row
    Given the uplink of "phone" loses datagram number 2
    And the uplink of "phone" loses datagram number 3
    When these datagrams are sent:
      | at     | from  | to     | bytes |
      | 0 ms   | phone | server | 100   |
      | 100 ms | phone | server | 100   |
      | 200 ms | phone | server | 100   |
      | 300 ms | phone | server | 100   |
    Then all of these datagrams have arrived except 2 and 3

  Scenario: A datagram that is late by one fault is doubled by another
    Given the uplink of "phone" delays datagram number 1 by 50 ms
    And the uplink of "phone" duplicates datagram number 1
    And the uplink of "phone" loses datagram number 2
    When these datagrams are sent:
      | at     | from  | to     | bytes |
      | 0 ms   | phone | server | 100   |
      | 100 ms | phone | server | 100   |
      | 200 ms | phone | server | 100   |
    Then all of these datagrams have arrived except 2
