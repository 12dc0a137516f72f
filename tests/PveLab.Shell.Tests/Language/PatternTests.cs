using PveLab.Shell.Language;

namespace PveLab.Shell.Tests.Language;

public sealed class PatternTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("?[b-d]", "xc", true)]
    [InlineData("[!a]", "a", false)]
    [InlineData("[[:digit:]]*", "1x", true)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("[a", "[a", true)]
    [InlineData("[]a]", "]", true)]
    [InlineData("*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void Patterns_match_whole_texts(string pattern, string text, bool expected) => Assert.Equal(expected, Pattern.Matches(pattern, text));

    [Theory]
    [InlineData("a\\.c", "abc", false)]
    [InlineData("x\\{2\\}", "axxb", true)]
    [InlineData("a\\|b", "b", true)]
    [InlineData("^a*$", "", true)]
    [InlineData("*a", "*a", true)]
    [InlineData("a^b$c", "a^b$c", true)]
    [InlineData("\\(ab\\)*c", "ababc", true)]
    public void Basic_expressions_are_POSIX(string pattern, string text, bool expected) =>
        Assert.Equal(expected, PosixRegex.Compile(pattern, extended: false, ignoreCase: false, out _)!.IsMatch(text));

    [Theory]
    [InlineData("(", "Unmatched ( or \\(")]
    [InlineData("[", "Unmatched [, [^, [:, [., or [=")]
    [InlineData("a\\", "Trailing backslash")]
    public void Malformed_expressions_are_refused(string pattern, string expected)
    {
        Assert.Null(PosixRegex.Compile(pattern, extended: true, ignoreCase: false, out var error));
        Assert.Equal(expected, error);
    }

    [Theory]
    [InlineData("a B c", "a c B", true)]
    [InlineData("C", "b", false)]
    [InlineData("a", "B", true)]
    [InlineData("a", "A", true)]
    [InlineData("a.b", "a1", true)]
    public void Names_sort_as_in_the_locale_of_a_node(string first, string second, bool before) => Assert.Equal(before, Collation.Compare(first, second) < 0);
}
