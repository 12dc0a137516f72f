using PveLab.Tui.Drawing;
using PveLab.Tui.Home;
using PveLab.Tui.Screen;
using Terminal.Gui.Drawing;

namespace PveLab.Tui.Tests.Screen;

/// <summary>What the themes promise to eyes.</summary>
public sealed class ThemeTests
{
    /// <summary>WCAG 2.2, success criterion 1.4.3 (AA), ordinary text.</summary>
    private const double Readable = 4.5;

    /// <summary>WCAG 2.2, success criterion 1.4.6 (AAA).</summary>
    private const double VeryReadable = 7;

    [Theory]
    [InlineData(ThemeName.Dark, Readable)]
    [InlineData(ThemeName.Light, Readable)]
    [InlineData(ThemeName.Contrast, VeryReadable)]
    public void Every_ink_stands_out_from_its_ground(ThemeName name, double least)
    {
        var theme = Theme.Named(name);
        var faint = from ink in Enum.GetValues<Ink>()
                    let attribute = theme[ink]
                    let contrast = Contrast(attribute.Foreground, attribute.Background)
                    where contrast < least
                    select FormattableString.Invariant($"{ink}: {contrast:0.0}");
        Assert.Empty(faint);
    }

    [Theory]
    [InlineData(0xffffff, 0x000000, 21)]
    [InlineData(0x777777, 0xffffff, 4.48)]
    public void Contrast_is_measured_as_the_guidelines_say(int text, int ground, double expected) =>
        Assert.Equal(expected, Contrast(Of(text), Of(ground)), 2);

    [Fact]
    public void Without_colours_every_ink_uses_the_terminals_own_two() =>
        Assert.All(Enum.GetValues<Ink>(), ink => Assert.Equal((Color.None, Color.None), (Theme.Plain[ink].Foreground, Theme.Plain[ink].Background)));

    private static Color Of(int rgb) => new((rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255);

    private static double Contrast(Color one, Color other)
    {
        var (light, dark) = (Math.Max(Luminance(one), Luminance(other)), Math.Min(Luminance(one), Luminance(other)));
        return (light + 0.05) / (dark + 0.05);
    }

    private static double Luminance(Color colour) => (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));

    private static double Linear(byte channel) => channel / 255.0 is var c && c <= 0.03928 ? c / 12.92 : Math.Pow(((channel / 255.0) + 0.055) / 1.055, 2.4);
}
