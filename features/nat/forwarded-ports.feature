@nat @forwarding
Feature: A gateway may stand behind a NAT
  Many gateways have no public address: an office forwards a port, a cloud gives the machine an address that is not its own. To the
  session this must be no different from a gateway with a public address.

  Rule: A forwarded port lets everybody in

    Scenario: A session on a gateway in an office
      Given a NAT "office" that is a port-restricted cone
      And a gateway "gw" behind "office" at a forwarded port
      And a client "phone" with a session on "gw"
      When "phone" exchanges 3 messages
      And "gw" sends 2 messages to "phone"
      Then all messages of "phone" arrive exactly once
      And all messages of "gw" to "phone" arrive exactly once
      And "office" holds exactly 0 mappings

    Scenario: A NAT at either end, and the client's gives it a new port
      Given a NAT "office" that is a home router
      And a gateway "gw" behind "office" at a forwarded port
      And a NAT "home" that is a symmetric
      And a client "phone" behind "home" with a session on "gw"
      When "home" rebinds "phone" to a new port
      And "phone" sends a message
      Then all messages of "phone" arrive exactly once
      And "gw" has switched the transport of "phone" exactly once, explicitly

    Scenario: Two NATs before the gateway, each with a forwarded port
      Given a NAT "carrier" that is a CGNAT
      And a NAT "office" behind "carrier" that is a home router
      And a gateway "gw" behind "office" at a forwarded port
      And a client "phone" with a session on "gw"
      Then "phone" can exchange 3 more messages

    Scenario: Two gateways behind one NAT
      Given a NAT "office" that is a home router
      And a gateway "gw" behind "office" at a forwarded port
      And a gateway "other" behind "office" at a forwarded port
      And a client "phone" with a session on "gw"
      And a client "laptop" with a session on "other"
      Then "phone" can exchange 3 more messages
      And "laptop" can exchange 3 more messages

    Scenario: A port is forwarded after a host behind the NAT has spoken
      Given a peer "server"
      And a NAT "office" that is a home router
      And a peer "desk" behind "office"
      And "desk" has probed "server"
      And a gateway "gw" behind "office" at a forwarded port
      And a client "phone" with a session on "gw"
      Then "phone" can exchange 3 more messages

    Scenario: A reboot forgets mappings, not what was configured
      Given a NAT "office" that is a home router
      And a gateway "gw" behind "office" at a forwarded port
      And a client "phone" with a session on "gw"
      When the NAT "office" reboots
      And 10 min pass
      And "phone" starts a new session on "gw"
      Then "phone" can exchange 3 more messages

  Rule: A 1:1 NAT gives a machine an address that is not its own

    Scenario: A gateway in a cloud
      Given a 1:1 NAT "cloud"
      And a gateway "gw" behind "cloud"
      And a client "phone" with a session on "gw"
      When "phone" exchanges 3 messages
      And "gw" sends a message to "phone"
      Then all messages of "gw" to "phone" arrive exactly once

    Scenario: Hosts behind it keep their ports and have an address each
      Given a peer "server"
      And a 1:1 NAT "cloud"
      And a peer "web" behind "cloud"
      And a peer "mail" behind "cloud"
      When "web" probes "server"
      And "mail" probes "server"
      Then "server" sees "web" with its own port
      And "server" does not see "web" with its own address
      And "server" sees "web" and "mail" with a different address

    Scenario: A stranger reaches a host that has spoken to another
      Given a peer "server"
      And a peer "stranger"
      And a 1:1 NAT "cloud"
      And a peer "web" behind "cloud"
      And "web" has probed "server"
      When "stranger" probes "web" at the address that "server" sees
      Then the probe arrives
