using System.CommandLine;
using PveLab.Courseware.Attempts;
using PveLab.Courseware.Authoring.Linting;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab scenario lint</c> and <c>pvelab lesson lint</c>: every problem with its place and advice, all at once.</summary>
internal static class LintCommand
{
    /// <summary>Looks scenarios through.</summary>
    public static Command OfScenarios(HostConsole host)
    {
        var names = CommandValues.Any("SCENARIO");
        return Lint(host, names, given =>
        {
            var around = LintSurroundings.Shipped;
            var all = given.Count > 0 ? given : ScenarioLibrary.Shipped.ScenarioIds;
            return (all.SelectMany(name => ScenarioLint.Of(name, around)), all.Count);
        });
    }

    /// <summary>Looks lessons through and plays their commands.</summary>
    public static Command OfLessons(HostConsole host)
    {
        var names = CommandValues.Any("FILE");
        return Lint(host, names, given =>
        {
            var all = given.Count > 0 ? [.. given.Select(f => (Path: f, ShownAs: f))] : Shipped();
            return (all.SelectMany(f => LessonLint.Of(f.Path, f.ShownAs, LintSurroundings.Shipped)), all.Count);
        });
    }

    /// <summary>The lessons that come with the program, as paths and as findings call them.</summary>
    internal static List<(string Path, string ShownAs)> Shipped() =>
    [
        .. Directory.EnumerateFiles(ContentRoot.Lessons, "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(f => (f, Path.GetRelativePath(ContentRoot.Path, f))),
    ];

    private static Command Lint(
        HostConsole host, Argument<string[]> names, Func<IReadOnlyList<string>, (IEnumerable<LintFinding> Findings, int Files)> look)
    {
        var command = new Command("lint");
        var format = CommandValues.Choice("--format", "text", "json");
        var rules = CommandValues.Flag("--rules");
        command.Arguments.Add(names);
        command.Options.Add(format);
        command.Options.Add(rules);
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(rules)) return Tell(host);
            var (found, files) = look(parsed.GetValue(names) ?? []);
            var findings = found.Distinct().ToList();
            var report = parsed.GetValue(format) == "json" ? LintReport.Json(findings) : LintReport.Text(findings, files);
            host.Output.Write(PlainTerminal.Visible(report));
            host.Output.Flush();
            return findings.Count == 0 ? ExitCode.Passed : ExitCode.NotPassed;
        });
        return command;
    }

    private static int Tell(HostConsole host)
    {
        foreach (var rule in LintRules.All.Values) host.Output.Write($"{rule.Id}\n    {rule.What}. {rule.Advice}\n");
        host.Output.Flush();
        return ExitCode.Passed;
    }
}
