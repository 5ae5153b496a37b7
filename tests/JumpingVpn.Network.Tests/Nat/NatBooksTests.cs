using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>Each thing that a table could lose is missed.</summary>
public class NatBooksTests
{
    private static readonly TransportAddress External = NatLab.External(1, 2000);

    private readonly NatState _state;

    public NatBooksTests()
    {
        NatOptions options = new() { MaxMappingsPerHost = 3 };
        ExternalPool pool = new(options, new RandomStream(1));
        pool.Add(External);
        _state = new NatState(options, pool);
        int slot = _state.Add(NatLab.Phone, default, External, TimeSpan.Zero);
        _state.Contacts.Touch(ref _state.Mappings[slot], slot, NatLab.Server, TimeSpan.Zero);
    }

    [Fact]
    public void What_is_as_it_should_be_balances() => Balancing().Should().NotThrow();

    [Fact]
    public void A_port_that_is_taken_and_held_by_nobody_is_missed()
    {
        _state.Pool.Take(External);

        Balancing()
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The table of a NAT does not balance: 2 ports of * are taken, and 1 are held.");
    }

    [Fact]
    public void A_contact_that_is_kept_and_belongs_to_nobody_is_missed()
    {
        _state.Mappings[0].ContactCount = 0;

        Balancing().Should().Throw<InvalidOperationException>().WithMessage("*1 contacts are kept, and mappings have 0.");
    }

    [Fact]
    public void A_mapping_that_is_not_counted_for_its_host_is_missed()
    {
        _state.Mappings.ChangeInside(0, NatLab.Laptop);

        Balancing().Should().Throw<InvalidOperationException>().WithMessage("*is counted with 1 mappings, and has 0.");
    }

    [Fact]
    public void A_mapping_that_its_host_cannot_find_is_missed()
    {
        _state.Mappings[0].Inside = NatLab.Laptop;

        Balancing().Should().Throw<InvalidOperationException>().WithMessage("*has a mapping that it cannot use.");
    }

    [Fact]
    public void A_port_that_nobody_outside_finds_is_missed()
    {
        _state.Mappings[0].External = NatLab.External(1, 2001);

        Balancing().Should().Throw<InvalidOperationException>().WithMessage("*is held and cannot be found.");
    }

    private Action Balancing() => () => NatBooks.Balance(_state);
}
