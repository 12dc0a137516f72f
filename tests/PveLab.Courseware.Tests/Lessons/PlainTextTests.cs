using PveLab.Courseware.Lessons;
using PveLab.Shell.Editing;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("one\ntwo\n\nthree\n", "one two||three")]
    [InlineData("注文を\n受けて、\n/srv/db に\nある", "注文を受けて、/srv/db にある")]
    [InlineData("VM\n100 を", "VM 100 を")]
    public void An_authors_line_end_is_a_space_between_words_and_nothing_in_Japanese(string text, string paragraphs) =>
        Assert.Equal(paragraphs, string.Join('|', PlainText.Paragraphs(text)));

    [Fact]
    public void A_line_keeps_its_indent_and_begins_with_no_closing_sign()
    {
        var lines = PlainText.Wrap("  復元テストをします。もう一度。", 18);
        Assert.Equal(["  復元テストをしま", "  す。もう一度。"], lines);
        Assert.All(lines, line => Assert.InRange(DisplayWidth.Of(line), 1, 18));
    }

    [Fact]
    public void A_line_that_fits_stays_as_it_is() => Assert.Equal(["  F1            help"], PlainText.Wrap("  F1            help", 40));
}
