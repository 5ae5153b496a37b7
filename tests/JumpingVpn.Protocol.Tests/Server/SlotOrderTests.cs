using JumpingVpn.Protocol.Server;

namespace JumpingVpn.Protocol.Tests.Server;

public sealed class SlotOrderTests
{
    [Fact]
    public void An_empty_order_has_neither_end()
    {
        var order = new SlotOrder();
        (order.First, order.Last).Should().Be((SlotOrder.None, SlotOrder.None));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void What_is_taken_out_is_missing_and_the_others_keep_their_order(int taken)
    {
        SlotOrder order = Appended(0, 1, 2, 3);
        order.Remove(taken);
        Slots(order).Should().Equal(Enumerable.Range(0, 4).Where(slot => slot != taken));
    }

    [Fact]
    public void A_slot_that_is_appended_again_is_the_last()
    {
        SlotOrder order = Appended(5, 2, 9);
        order.Remove(5);
        order.Append(5);
        Slots(order).Should().Equal(2, 9, 5);
    }

    [Fact]
    public void It_agrees_with_a_list_through_many_changes()
    {
        var order = new SlotOrder();
        var list = new List<int>();
        for (int i = 0; i < 2_000; i++)
        {
            int slot = i * 7_919 % 101;
            if (list.Remove(slot))
            {
                order.Remove(slot);
            }

            if (i % 3 > 0)
            {
                order.Append(slot);
                list.Add(slot);
            }

            Slots(order).Should().Equal(list);
            order.Last.Should().Be(list.Count == 0 ? SlotOrder.None : list[^1]);
        }
    }

    private static SlotOrder Appended(params int[] slots)
    {
        var order = new SlotOrder();
        foreach (int slot in slots)
        {
            order.Append(slot);
        }

        return order;
    }

    private static List<int> Slots(SlotOrder order)
    {
        List<int> slots = [];
        for (int slot = order.First; slot != SlotOrder.None; slot = order.After(slot))
        {
            slots.Add(slot);
        }

        return slots;
    }
}
