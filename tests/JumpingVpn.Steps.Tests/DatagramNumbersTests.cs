namespace JumpingVpn.Steps.Tests;

/// <summary>Lists of numbers are written and read alike.</summary>
public sealed class DatagramNumbersTests
{
    [Theory]
    [InlineData("3", new[] { 3 })]
    [InlineData("3 and 5", new[] { 3, 5 })]
    [InlineData("1, 3 to 5 and 9", new[] { 1, 3, 4, 5, 9 })]
    [InlineData("2 to 3", new[] { 2, 3 })]
    public void What_is_written_is_read(string text, int[] numbers)
    {
        DatagramNumbers.Write(numbers).Should().Be(text);
        DatagramNumbers.Read(text).All.Should().Equal(numbers);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5 to 3")]
    [InlineData("1, 999999999")]
    public void What_numbers_nothing_is_refused(string text)
    {
        Action read = () => DatagramNumbers.Read(text);

        read.Should().Throw<FormatException>().WithMessage("*is not the number of a datagram*3, 7 to 9 and 12");
    }
}
