using PveLab.Shell.Editing;

namespace PveLab.Courseware.Tests.Lessons;

public sealed class DisplayWidthTests
{
    [Theory]
    [InlineData("", 0)]
    [InlineData("vzdump 100", 10)]
    [InlineData("復元テスト", 10)]
    [InlineData("「VM」", 6)]
    [InlineData("ﾊﾞｯｸｱｯﾌﾟ", 8)]
    [InlineData("ＮＡＳ", 6)]
    [InlineData("한국어", 6)]
    [InlineData("│ ─ → … ✓", 9)]
    public void Wide_characters_take_two_columns_and_ambiguous_ones_one(string text, int columns) => Assert.Equal(columns, DisplayWidth.Of(text));

    [Theory]
    [InlineData("👍", 2)]
    [InlineData("👨‍👩‍👧‍👦", 2)]
    [InlineData("🇯🇵", 2)]
    [InlineData("👋🏽", 2)]
    [InlineData("❤️", 2)]
    [InlineData("1️⃣", 2)]
    [InlineData("⌚", 2)]
    public void An_emoji_takes_two_columns_however_many_code_points_make_it(string text, int columns) => Assert.Equal(columns, DisplayWidth.Of(text));

    [Theory]
    [InlineData("e\u0301", 1)]
    [InlineData("か\u3099", 2)]
    [InlineData("\u1112\u1161\u11AB", 2)]
    [InlineData("a\u0301\u0302\u0303b", 2)]
    public void Combining_marks_take_no_column(string text, int columns) => Assert.Equal(columns, DisplayWidth.Of(text));

    [Theory]
    [InlineData("日本語", 5, "日本")]
    [InlineData("日本語", 6, "日本語")]
    [InlineData("a👨‍👩‍👧b", 2, "a")]
    [InlineData("か\u3099き", 2, "か\u3099")]
    public void Clipping_never_cuts_a_character_in_two(string text, int columns, string clipped) => Assert.Equal(clipped, DisplayWidth.Clip(text, columns));
}
