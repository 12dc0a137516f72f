using System.Collections.Immutable;
using PveLab.Courseware.Authoring.Schemas;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;
using YamlDotNet.RepresentationModel;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>Looks a scenario's folder through, without playing it, and finds everything at once: what is wrong in one place hides nothing in another.</summary>
public static class ScenarioLint
{
    private const string ScenarioFile = "scenario.yaml";

    /// <summary>What is wrong with a scenario, by file and place.</summary>
    /// <param name="name">An id, or the path of a folder.</param>
    /// <param name="around">What it is looked at beside.</param>
    /// <exception cref="ContentException">There is no such scenario.</exception>
    public static ImmutableArray<LintFinding> Of(string name, LintSurroundings around)
    {
        var (folder, shownAs) = around.Scenarios.Locate(name);
        var file = new ContentFile($"{shownAs}/{ScenarioFile}", "");
        try
        {
            file = ScenarioLibrary.ReadText(Path.Combine(folder, ScenarioFile), file.Name);
            if (YamlContent.Tree(file.Name, file.Text) is not { } root) throw new ContentException(file.Name, 1, 1, "the file is empty");
            var draft = new ScenarioDraft(folder, shownAs, file, new Draft(root, Plain(root, around)), around) { Transcripts = Transcripts(folder, shownAs) };
            Look(draft, root);
            return [.. draft.Findings.Distinct().OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.Column)];
        }
        catch (ContentException error)
        {
            return [new LintFinding(LintRules.Unreadable, error.File, error.Line, error.Column, error.Problem)];
        }
    }

    private static void Look(ScenarioDraft draft, YamlNode root)
    {
        new SchemaCheck(ContentSchemas.Scenario, (rule, node, problem) => draft.Find(rule, node.Start, problem)).Check(root);
        // What has the right form is read as an attempt would read it; everything else is looked at as it stands.
        var isWhole = draft.Findings.All(f => f.Rule == LintRules.MissingTranslation);
        VariantLint.Look(draft);
        TextLint.Look(draft);
        CriterionLint.Look(draft);
        WorldLint.Look(draft, isWhole);
        TranscriptLint.Look(draft);
        CourseLint.Look(draft);
        if (draft.Findings.Count == 0) Read(draft);
    }

    /// <summary>The last word has the reader itself.</summary>
    private static void Read(ScenarioDraft draft)
    {
        try
        {
            draft.Around.Scenarios.Find(draft.Folder).Variant(0);
        }
        catch (ContentException error)
        {
            draft.Find(LintRules.Refused, error);
        }
    }

    /// <summary>The plain values of what its world draws, and of what it draws itself.</summary>
    private static ImmutableSortedDictionary<string, string> Plain(YamlNode root, LintSurroundings around)
    {
        var world = new Draft(root, ImmutableDictionary<string, string>.Empty)["world"].Text is { } id && around.Scenarios.WorldIds.Contains(id) ? around.Scenarios.World(id) : null;
        var shared = world is not null && YamlContent.Tree(world.Name, world.Text) is { } drawn ? Plain(drawn) : ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
        return shared.SetItems(Plain(root));
    }

    private static ImmutableSortedDictionary<string, string> Plain(YamlNode root) =>
        new Draft(root, ImmutableDictionary<string, string>.Empty)["variants"].Entries
            .Select(e => (Name: e.Key.Text, Plain: e.Value["plain"].Text))
            .Where(v => v is { Name: not null, Plain: not null })
            .DistinctBy(v => v.Name, StringComparer.Ordinal)
            .ToImmutableSortedDictionary(v => v.Name!, v => v.Plain!, StringComparer.Ordinal);

    private static ImmutableSortedDictionary<string, ContentFile> Transcripts(string folder, string shownAs) =>
        Directory.EnumerateFiles(folder, "*.txt").Select(f => Path.GetFileName(f)!)
            .ToImmutableSortedDictionary(n => n, n => ScenarioLibrary.ReadText(Path.Combine(folder, n), $"{shownAs}/{n}"), StringComparer.Ordinal);
}

/// <summary>The values that the seed draws.</summary>
internal static class VariantLint
{
    public static void Look(ScenarioDraft draft)
    {
        var ranges = draft.Root["variants"].Entries.ToList();
        foreach (var (name, range) in ranges)
        {
            if (name.Text is not { } known) continue;
            if (Problem(known, range) is { } problem) draft.Find(LintRules.WrongRange, name, problem);
            else if (!IsUsed(draft, known)) draft.Find(LintRules.UnusedVariant, name, $"nothing says ${{{known}}}");
        }
        var names = ranges.Select(r => r.Key.Text).OfType<string>().Concat(draft.Values.Keys).Distinct(StringComparer.Ordinal).ToList();
        var world = draft.Root["world"].Text is { } id && draft.Around.Scenarios.WorldIds.Contains(id) ? draft.Around.Scenarios.World(id) : null;
        foreach (var file in draft.Transcripts.Values.Prepend(draft.File).Concat(world is null ? [] : [world]))
            foreach (var (name, index) in Placeholders.In(file.Text).Where(p => !names.Contains(p.Name)))
            {
                var before = file.Text.AsSpan(0, index);
                draft.Find(LintRules.UnknownPlaceholder, file.Name, before.Count('\n') + 1, index - before.LastIndexOf('\n'),
                    $"no variant is called '{name}'; {NearestNames.Advice(name, names)}");
            }
    }

    private static string? Problem(string name, Draft range)
    {
        try
        {
            VariantDraw.Draw(new Dictionary<string, VariantRange>
            {
                [name] = new()
                {
                    Plain = range["plain"].Text ?? "",
                    Numbers = range["numbers"].Text,
                    OneOf = range["oneOf"].Exists ? [.. range["oneOf"].Items.Select(i => i.Text ?? "")] : null,
                    Pattern = range["pattern"].Text,
                },
            }, 1);
            return null;
        }
        catch (FormatException error)
        {
            return error.Message;
        }
    }

    private static bool IsUsed(ScenarioDraft draft, string name)
    {
        var world = draft.Root["world"].Text is { } id && draft.Around.Scenarios.WorldIds.Contains(id) ? draft.Around.Scenarios.World(id) : null;
        return draft.Transcripts.Values.Prepend(draft.File).Concat(world is null ? [] : [world]).Any(f => f.Text.Contains($"${{{name}}}", StringComparison.Ordinal));
    }
}
