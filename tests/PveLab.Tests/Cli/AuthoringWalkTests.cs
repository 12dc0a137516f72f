using System.Text.RegularExpressions;

namespace PveLab.Tests.Cli;

/// <summary>Alone, because the walk changes the directory of the whole process.</summary>
[CollectionDefinition(nameof(AuthoringWalkTests), DisableParallelization = true)]
public sealed class WalkAlone;

[Collection(nameof(AuthoringWalkTests))]
public sealed partial class AuthoringWalkTests
{
    [Theory]
    [InlineData("AUTHORING.md")]
    [InlineData("AUTHORING.ja.md")]
    public void The_page_for_authors_can_be_followed_word_for_word(string page)
    {
        var text = File.ReadAllText(Path.Combine(House.Repository.Root, "docs", page));
        var (here, folder) = (Directory.GetCurrentDirectory(), Directory.CreateTempSubdirectory("pvelab-").FullName);
        try
        {
            Directory.SetCurrentDirectory(folder);
            var commands = 0;
            foreach (Match block in Fence().Matches(text)) commands += Perform(block.Groups[2].Value.Trim(), Unindented(block));
            Assert.True(commands >= 7, $"only {commands} commands were performed");
        }
        finally
        {
            Directory.SetCurrentDirectory(here);
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A block with a path writes that file, with two words more it replaces the first by the second there; a console block is typed.</summary>
    private static int Perform(string info, string[] lines)
    {
        switch (info.Split(' '))
        {
            case [_, var file]:
                File.WriteAllText(file, string.Concat(lines.Select(l => l + "\n")));
                return 0;
            case [_, var file, var from, var to]:
                Assert.Contains(from, File.ReadAllText(file), StringComparison.Ordinal);
                File.WriteAllText(file, File.ReadAllText(file).Replace(from, to, StringComparison.Ordinal));
                return 0;
            case ["console"]:
                return Type(lines);
            default:
                return 0;
        }
    }

    private static int Type(string[] lines)
    {
        var commands = 0;
        for (var i = 0; i < lines.Length; i++)
        {
            var command = lines[i];
            Assert.StartsWith("$ pvelab ", command, StringComparison.Ordinal);
            var printed = lines.Skip(i + 1).TakeWhile(l => !l.StartsWith("$ ", StringComparison.Ordinal)).ToArray();
            string[] args = [.. Argument().Matches(command["$ pvelab ".Length..]).Select(m => m.Value.Trim('\''))];
            var (_, output, errors) = CommandLineTests.Pvelab("", args);
            Assert.Matches(Pattern(printed), output + errors);
            i += printed.Length;
            commands++;
        }
        return commands;
    }

    /// <summary><c>…</c> stands for whatever else is printed.</summary>
    private static string Pattern(string[] printed) =>
        "^" + string.Concat(printed.Select(l => l == "…" ? "(?:.*\n)*" : Regex.Escape(l).Replace("…", ".*", StringComparison.Ordinal) + "\n")) + "$";

    private static string[] Unindented(Match block)
    {
        var indent = block.Groups[1].Length;
        return [.. block.Groups[3].Value.Split('\n')[..^1].Select(l => l.Length >= indent ? l[indent..] : l)];
    }

    [GeneratedRegex(@"^( *)```([^\n`]*)\n((?:.*\n)*?) *```$", RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"'[^']*'|\S+")]
    private static partial Regex Argument();
}
