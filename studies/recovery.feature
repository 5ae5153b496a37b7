Feature: How long does a session need to come back?
  A plan for `jumpingvpn study`: each row of Examples stands for every combination of its values. docs/study.md has what came of it.
  All delays are those of one way: a round trip takes twice as long. All losses are in both directions. Random times make the phone
  meet the disturbance at any phase of its timers.

  @rebinding
  Scenario Outline: The phone talks when its NAT <rebinding>
    The first message after the rebinding is answered by an error, the second asks to reattach, the third is the first message again:
    three round trips where nothing is lost.

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
      | delay                                | loss                      | rebinding                                                 |
      | 10 ms, 50 ms, 100 ms, 150 ms, 300 ms | 0 %, 1 %, 5 %, 10 %, 20 % | rebinds every mapping to a new port, forgets all mappings |

  @keepalive
  Scenario Outline: The phone is silent behind a NAT that forgets after <lifetime>, and is called
    The phone says nothing but keepalives for a minute or two; then the gateway has something to tell it.

    Given the policy:
      | setting                   | value       |
      | server.idle-ttl           | 5 min       |
      | client.keepalive-interval | <keepalive> |
    And the NATs:
      | name | kind        | lifetime   | stream lifetime |
      | home | home router | <lifetime> | <lifetime>      |
    And a gateway "gw"
    And a client "phone" behind "home" with a session on "gw"
    And the link of "phone" has a delay of 50 ms
    And the link of "phone" loses <loss> of the datagrams
    And "phone" has exchanged 1 message
    And the steps do not wait for datagrams in flight
    When 1 min passes
    And a random time of up to 1 min passes
    And "gw" sends a message to "phone"
    Then all messages of "gw" to "phone" arrive exactly once
    And "phone" still holds its first session

    @every-combination
    Examples:
      | keepalive                         | lifetime                  | loss      |
      | off, 50 s, 30 s, 25 s, 15 s, 10 s | 20 s, 30 s, 1 min, 2 min  | 0 %, 10 % |

  @keepalive @rebinding
  Scenario Outline: The phone is silent when its NAT rebinds, and is called
    Nobody is told of the rebinding. The next keepalive tells it.

    Given the policy:
      | setting                   | value       |
      | server.idle-ttl           | 5 min       |
      | client.keepalive-interval | <keepalive> |
    And a NAT "home" that is a home router
    And a gateway "gw"
    And a client "phone" behind "home" with a session on "gw"
    And the link of "phone" has a delay of 50 ms
    And the link of "phone" loses <loss> of the datagrams
    And "phone" has exchanged 1 message
    And the steps do not wait for datagrams in flight
    When 1 min passes
    And a random time of up to 1 min passes
    And "home" rebinds every mapping to a new port
    And "gw" sends a message to "phone"
    Then all messages of "gw" to "phone" arrive exactly once
    And "phone" still holds its first session

    @every-combination
    Examples:
      | keepalive                              | loss      |
      | off, 50 s, 30 s, 25 s, 15 s, 10 s, 5 s | 0 %, 10 % |

  @ttl
  Scenario Outline: A phone with a keepalive every <keepalive> goes through an outage of <outage>
    The line is dead, and comes back. A session that the gateway has given up meanwhile is lost.

    Given the policy:
      | setting                   | value       |
      | server.idle-ttl           | <ttl>       |
      | client.keepalive-interval | <keepalive> |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of 50 ms
    When a random time of up to 1 min passes
    And the link of "phone" is cut
    And <outage> pass
    And the link of "phone" is restored
    Then "phone" gets data through again within 60 s
    And "phone" still holds its first session

    @every-combination
    Examples:
      | outage                           | ttl                      | keepalive       |
      | 2 s, 5 s, 10 s, 20 s, 30 s, 60 s | 15 s, 30 s, 1 min, 2 min | 5 s, 10 s, 20 s |

  @detection
  Scenario Outline: One network dies without a word, and another is there
    The phone sends once a second. What it needs is the loss window, which tells that the network is dead, and then a reattach.

    Given the policy:
      | setting            | value    |
      | client.loss-window | <window> |
    And a gateway "gw"
    And a client "phone"
    And "phone" has an interface "lte"
    And the link of "phone" has a delay of <delay>
    And the link of "phone.lte" has a delay of 50 ms
    And "phone" roams between its first network and "lte"
    And "phone" has started a session on "gw"
    When "phone" keeps sending a message every 1 s
    And a random time of up to 10 s passes
    And the link of "phone" is cut
    Then "phone" gets data through again within 60 s
    And "phone" still holds its first session

    @every-combination
    Examples:
      | window                   | delay         |
      | 1 s, 2 s, 3 s, 5 s, 10 s | 50 ms, 300 ms |

  @detection @false-alarm
  Scenario Outline: A bad path is not a dead one
    The phone sends once a second for five minutes. A session that takes its path for dead has to reattach for nothing. (One that finds
    it too bad reattaches, too; here no loss is too much.)

    Given the policy:
      | setting                   | value    |
      | client.loss-window        | <window> |
      | client.quality-floor-loss | 100 %    |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of <delay>
    And the link of "phone" loses <loss> of the datagrams
    When "phone" sends a message every 1 s for 5 min
    Then the session of "phone" has never been REATTACHING

    @every-combination
    Examples:
      | window                   | loss                   | delay         |
      | 1 s, 2 s, 3 s, 5 s, 10 s | 5 %, 10 %, 20 %, 30 %  | 50 ms, 300 ms |

  @recovery-window
  Scenario Outline: The socket dies, and the path is bad
    A recovery that takes longer than its window is given up, and the session with it.

    Given the policy:
      | setting                | value    |
      | client.recovery-window | <window> |
    And a gateway "gw"
    And a client "phone" with a session on "gw"
    And the link of "phone" has a delay of <delay>
    And the link of "phone" loses <loss> of the datagrams
    And the steps do not wait for datagrams in flight
    When the socket of "phone" dies
    And "phone" reattaches from a new socket without waiting for the answer
    Then the session of "phone" is attached again within 60 s
    And "phone" still holds its first session

    @every-combination
    Examples:
      | window                   | loss                        | delay         |
      | 1 s, 2 s, 3 s, 5 s, 10 s | 0 %, 10 %, 20 %, 30 %, 50 % | 50 ms, 300 ms |
