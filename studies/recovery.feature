Feature: How long does a session need to come back?
  A plan for `jumpingvpn study`: each row of Examples stands for every combination of its values. docs/study.md has what came of it.

  Scenario Outline: The phone talks when its NAT gives it another address
    The delay is that of one way: a round trip takes twice as long. Loss is in both directions.

    Given a NAT "home" that is a home router
    And a gateway "gw"
    And a client "phone" behind "home" with a session on "gw"
    And the link of "phone" has a delay of <delay>
    And the link of "phone" loses <loss> of the datagrams
    When a random time of up to 5 s passes
    And "home" <rebinding>
    Then "phone" gets data through again within 60 s
    And "phone" still holds its first session

    @every-combination
    Examples:
      | delay                         | loss                       | rebinding                                                                                    |
      | 10 ms, 50 ms, 150 ms, 300 ms  | 0 %, 1 %, 5 %, 10 %, 20 %  | rebinds every mapping to a new port, rebinds every mapping to a new address, forgets all mappings |
