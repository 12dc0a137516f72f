namespace PveLab.Sim.Tests;

public sealed class PerlNumberTests
{
    [Theory]
    [InlineData(0.125, 2, "0.12")]
    [InlineData(0.375, 2, "0.38")]
    [InlineData(2.5, 0, "2")]
    [InlineData(-0.001, 2, "-0.00")]
    [InlineData(1e23, 1, "99999999999999991611392.0")]
    public void Exact_halves_round_to_even(double value, int decimals, string text) => Assert.Equal(text, PerlNumber.Fixed(value, decimals));

    [Theory]
    [InlineData(18446744073709549568.0, "18446744073709549568")]
    [InlineData(3.96831234549741e23, "3.96831234549741e+23")]
    [InlineData(1e20, "1e+20")]
    [InlineData(-7.9, "-7")]
    [InlineData(0.5, "0")]
    public void Whole_numbers_keep_all_digits_below_two_to_the_64(double value, string text) => Assert.Equal(text, PerlNumber.Whole(value));
}
