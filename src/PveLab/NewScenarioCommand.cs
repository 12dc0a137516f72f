using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using PveLab.Courseware.Authoring.Schemas;
using PveLab.Courseware.Authoring.Templates;
using PveLab.Courseware.Scenarios;

namespace PveLab;

/// <summary><c>pvelab scenario new</c>: a folder with a scenario that works, from a few answers.</summary>
internal static class NewScenarioCommand
{
    private const string Schema = "scenario.schema.json";

    /// <summary>The subcommand.</summary>
    public static Command Of(HostConsole host, Option<string?> language)
    {
        var command = new Command("new");
        var folder = CommandValues.Optional("FOLDER");
        var languages = CommandValues.Text("--languages", "LIST");
        var (ja, en) = (CommandValues.Text("--title-ja", "TEXT"), CommandValues.Text("--title-en", "TEXT"));
        var world = CommandValues.Text("--world", "ID");
        var guest = CommandValues.Text("--guest", "VMID");
        var fault = CommandValues.Text("--fault", string.Join('|', Exercises.Faults));
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[languages, ja, en, world, guest, fault]) command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var titles = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ja"] = parsed.GetValue(ja), ["en"] = parsed.GetValue(en) };
            using var questions = new Questions(host, parsed.GetValue(language) ?? HostLanguage.OfUser);
            var path = questions.Ask(parsed.GetValue(folder), "id（フォルダーの名前）", "Id (the folder's name)", null, text => NewScenario.Problem(NameOf(text)));
            var scenario = Answers(questions, NameOf(path), titles, parsed.GetValue(languages), parsed.GetValue(world), parsed.GetValue(guest), parsed.GetValue(fault));
            return Write(host, path, scenario);
        });
        return command;
    }

    private static NewScenario Answers(
        Questions questions, string id, Dictionary<string, string?> titles, string? languages, string? world, string? guest, string? fault)
    {
        var library = ScenarioLibrary.Shipped;
        var asked = questions.Ask(languages ?? (titles.Values.Any(t => t is not null) ? string.Join(',', titles.Where(t => t.Value is not null).Select(t => t.Key)) : null),
            "言語（ja、en、または ja,en）", "Languages (ja, en, or ja,en)", "ja,en", LanguagesProblem).Split(',');
        var named = asked.ToImmutableSortedDictionary(l => l, l => questions.Ask(titles[l],
            l == "ja" ? "日本語のタイトル" : "英語のタイトル", l == "ja" ? "Title in Japanese" : "Title in English", id, static _ => null), StringComparer.Ordinal);
        var place = questions.Ask(world, "ワールド", $"World ({string.Join(", ", library.WorldIds)})", "single-node", text => Unknown("world", text, library.WorldIds));
        var guests = NewScenario.Guests(library.FindById(place).Variant(0).World);
        return new NewScenario
        {
            Id = id,
            Titles = named,
            World = place,
            Guest = int.Parse(questions.Ask(guest, $"ゲスト（{string.Join("、", guests)}）", $"Guest ({string.Join(", ", guests)})", guests[0], text => Unknown("guest", text, guests)),
                CultureInfo.InvariantCulture),
            Fault = questions.Ask(fault, $"何が起きるか（{string.Join("、", Exercises.Faults)}）", $"What goes wrong ({string.Join(", ", Exercises.Faults)})", Exercises.WithoutFault,
                text => Unknown("exercise about the fault", text, Exercises.Faults)),
        };
    }

    private static int Write(HostConsole host, string path, NewScenario scenario)
    {
        if (Path.Exists(path)) throw new ContentException(path, 0, 0, "it exists already; name a folder that does not");
        var files = scenario.Files(ScenarioLibrary.Shipped);
        foreach (var (name, text) in files) OutputFiles.WriteNew(host, host.Output, Path.Combine(path, name), text);
        var schema = Path.Combine(path, "..", Schema);
        if (!File.Exists(schema)) OutputFiles.WriteNew(host, host.Output, Path.Combine(Path.GetDirectoryName(path) ?? "", Schema), ContentSchemas.Text("scenario"));
        host.Output.Write($"Next: pvelab scenario test {path}\n");
        host.Output.Flush();
        return ExitCode.Passed;
    }

    private static string NameOf(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    private static string? Unknown(string what, string text, IReadOnlyCollection<string> known) => known.Contains(text) ? null : $"no {what} '{text}'; {NearestNames.Advice(text, known)}";

    private static string? LanguagesProblem(string text) =>
        text.Split(',') is { Length: > 0 } all && all.All(l => l is "ja" or "en") && all.Distinct().Count() == all.Length ? null : $"'{text}' names no languages: ja, en, or ja,en";
}
