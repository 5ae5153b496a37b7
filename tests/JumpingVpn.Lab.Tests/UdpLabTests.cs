using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Tests;

public sealed class UdpLabTests() : LabContract("udp")
{
    [Fact]
    public void The_link_of_a_host_that_only_answers_is_refused_and_not_ignored()
    {
        using ILab lab = LabFactory.Create("udp", seed: 1);
        lab.AddHost("gw");
        lab.AddHost("phone");
        IDatagramChannel gateway = lab.OpenChannel("gw");
        gateway.Send([1], lab.OpenChannel("phone").LocalAddress);

        Action cutting = () => lab.SetLinkUp("gw", up: false);

        cutting.Should().Throw<SceneException>().WithMessage("*\"gw\"*@sim-only*");
    }
}
