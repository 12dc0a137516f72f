using System.Collections.Immutable;
using System.CommandLine;
using PveLab.Courseware.Authoring.Templates;

namespace PveLab;

/// <summary><c>pvelab lesson</c>: what authors of lessons need.</summary>
internal static class LessonCommand
{
    /// <summary>The command with its subcommands.</summary>
    public static Command Of(HostConsole host, Option<string?> language)
    {
        var command = new Command("lesson");
        command.Subcommands.Add(New(host, language));
        command.Subcommands.Add(LintCommand.OfLessons(host));
        command.Subcommands.Add(PreviewCommand.OfLesson(host, language));
        return command;
    }

    private static Command New(HostConsole host, Option<string?> language)
    {
        var command = new Command("new");
        var folder = CommandValues.Optional("PATH");
        var (ja, en) = (CommandValues.Text("--title-ja", "TEXT"), CommandValues.Text("--title-en", "TEXT"));
        var scenario = CommandValues.Text("--scenario", "ID");
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[ja, en, scenario]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            using var questions = new Questions(host, parsed.GetValue(language) ?? HostLanguage.OfUser);
            var path = questions.Ask(parsed.GetValue(folder), "id（ファイルの名前）", "Id (the files' name)", null, text => NewScenario.Problem(Path.GetFileName(text)));
            var id = Path.GetFileName(path);
            var titles = new Dictionary<string, string>
            {
                ["ja"] = questions.Ask(parsed.GetValue(ja), "日本語のタイトル", "Title in Japanese", id, static _ => null),
                ["en"] = questions.Ask(parsed.GetValue(en), "英語のタイトル", "Title in English", id, static _ => null),
            };
            var leadsTo = questions.Ask(parsed.GetValue(scenario), "どの演習へ進むか", "The scenario it leads to", "ch08-restore-test",
                text => NewScenario.Problem(text));
            var lesson = new NewLesson(id, titles.ToImmutableSortedDictionary(StringComparer.Ordinal), leadsTo);
            foreach (var (name, text) in lesson.Files()) OutputFiles.WriteNew(host, host.Output, Path.Combine(Path.GetDirectoryName(path) ?? "", name), text);
            host.Output.Write("Next: name it in course.yaml, then pvelab lesson lint FILE\n");
            host.Output.Flush();
            return ExitCode.Passed;
        });
        return command;
    }
}
