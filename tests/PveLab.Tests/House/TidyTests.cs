using System.Text.RegularExpressions;

namespace PveLab.Tests.House;

/// <summary>Keeps the house small and honest. Limits are ratchets: lower them when the tree allows, never raise them.</summary>
public sealed partial class TidyTests
{
    private const int MaxFileLines = 300;
    private const int LongFileLines = 300;
    private const int MaxLongFiles = 0;
    private const int MaxLineLength = 190;

    [Fact]
    public void No_source_file_is_longer_than_the_limit()
    {
        var sizes = Repository.SourceFiles.Select(f => (File: Repository.Relative(f), Lines: File.ReadLines(f).Count())).ToList();
        Assert.DoesNotContain(sizes, s => s.Lines > MaxFileLines);
        var longer = sizes.Where(s => s.Lines > LongFileLines).ToList();
        Assert.True(longer.Count <= MaxLongFiles, $"{longer.Count} files over {LongFileLines} lines: {string.Join(", ", longer)}");
    }

    [Fact]
    public void No_line_is_longer_than_the_limit() =>
        Assert.Empty(
            from file in Repository.SourceFiles
            from line in File.ReadLines(file).Select((text, number) => (text, number))
            where line.text.Length > MaxLineLength
            select $"{Repository.Relative(file)}:{line.number + 1}");

    [Fact]
    public void Nothing_is_left_unfinished_or_silenced_without_a_reason() =>
        Assert.Empty(
            from file in Repository.SourceFiles
            from line in File.ReadLines(file).Select((text, number) => (text, number))
            where Unfinished().IsMatch(line.text)
            select $"{Repository.Relative(file)}:{line.number + 1}: {line.text.Trim()}");

    [Fact]
    public void Every_namespace_is_its_folder() =>
        Assert.Empty(
            from file in Repository.SourceFiles
            let declared = File.ReadLines(file).FirstOrDefault(l => l.StartsWith("namespace ", StringComparison.Ordinal))
            where declared is not null
            let expected = "namespace " + Path.GetDirectoryName(Repository.Relative(file))!["src/".Length..].Replace('/', '.') + ";"
            where declared != expected
            select $"{Repository.Relative(file)}: {declared}");

    [Fact]
    public void Every_public_type_says_what_it_means() =>
        Assert.Empty(
            from file in Repository.SourceFiles
            let lines = File.ReadAllLines(file)
            from number in Enumerable.Range(0, lines.Length)
            where PublicType().IsMatch(lines[number])
            where !DocumentedAbove(lines, number)
            select $"{Repository.Relative(file)}:{number + 1}: {lines[number].Trim()}");

    [Theory]
    [InlineData("AUTHORING.md")]
    [InlineData("AUTHORING.ja.md")]
    public void Authors_find_every_kind_of_criterion(string page)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", page));
        Assert.DoesNotContain(Courseware.Grading.CriterionCatalogue.Kinds.Keys, kind => !text.Contains($"| `{kind}` |", StringComparison.Ordinal));
    }

    [Fact]
    public void Classes_are_sealed_abstract_or_static_unless_something_derives_from_them()
    {
        var text = string.Join('\n', Repository.SourceFiles.Select(File.ReadAllText));
        var open = OpenClass().Matches(text).Select(m => m.Groups[1].Value).Distinct(StringComparer.Ordinal);
        Assert.DoesNotContain(open, name => !Regex.IsMatch(text, $@"[:,]\s*{Regex.Escape(name)}\b"));
    }

    private static bool DocumentedAbove(string[] lines, int number)
    {
        var above = number - 1;
        while (above >= 0 && lines[above].TrimStart().StartsWith('[')) above--;
        return above >= 0 && lines[above].TrimStart().StartsWith("///", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\b(NotImplementedException|TODO|FIXME|HACK)\b|#pragma warning disable(?!.*//)|SuppressMessage(?!.*Justification)")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^\s*public (?:(?:static|sealed|abstract|partial|readonly) )*(?:class|record|struct|enum|interface|record struct) ")]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^\s*(?:public|internal) (?:partial )?(?:class|record) (\w+)", RegexOptions.Multiline)]
    private static partial Regex OpenClass();
}
