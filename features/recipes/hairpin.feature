@recipe @nat
Feature: Two hosts behind one NAT meet at its public address only if it hairpins
  Scenario Outline: A NAT with hairpinning <hairpin>
    Given a peer "server"
    And the NATs:
      | name   | filtering            | hairpin   |
      | office | endpoint-independent | <hairpin> |
    And a peer "desk" behind "office"
    And a peer "printer" behind "office"
    And "printer" has probed "server"
    When "desk" probes "printer" at the address that "server" sees
    Then the probe <outcome>
    Examples:
      | hairpin         | outcome               |
      | external source | arrives               |
      | off             | is dropped by hairpin |
