using PveLab.Courseware.Attempts;
using PveLab.Courseware.Scenarios;
using PveLab.Courseware.Variants;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>The transcripts: that there are some, that they can be read, and that together they try every criterion.</summary>
internal static class TranscriptLint
{
    public static void Look(ScenarioDraft draft)
    {
        if (!draft.Criteria.Any()) return;
        var read = draft.Transcripts.ToDictionary(t => t.Key, t => Read(draft, t.Value), StringComparer.Ordinal);
        foreach (var name in (string[])["golden", "wrong"])
            if (!read.Keys.Any(f => f.StartsWith(name, StringComparison.Ordinal))) draft.Find(LintRules.NoTranscript, draft.File.Name, 0, 0, $"there is no {name}*.txt");
        var wrong = read.Where(t => t.Key.StartsWith("wrong", StringComparison.Ordinal)).ToList();
        foreach (var (name, transcript) in wrong)
            foreach (var id in (transcript?.Fails ?? []).Where(id => !draft.CriterionIds.Contains(id)))
                draft.Find(LintRules.UnknownCriterion, draft.Transcripts[name].Name, 1, ColumnOf(draft.Transcripts[name], id),
                    $"no criterion is called '{id}'; {NearestNames.Advice(id, draft.CriterionIds)}");
        if (wrong.Count == 0 || wrong.Exists(t => t.Value is null)) return;
        var failed = wrong.SelectMany(t => t.Value!.Fails).ToHashSet(StringComparer.Ordinal);
        foreach (var criterion in draft.Criteria)
            if (criterion["id"] is { Text: { } id } at && !failed.Contains(id)) draft.Find(LintRules.UntestedCriterion, at, $"no '#! fails:' of a wrong*.txt names '{id}'");
    }

    private static Transcript? Read(ScenarioDraft draft, ContentFile file)
    {
        try
        {
            return Transcript.Parse(file.Name, Placeholders.FillKnown(file.Text, draft.Values));
        }
        catch (ContentException error)
        {
            draft.Find(LintRules.Transcript, error);
            return null;
        }
    }

    private static int ColumnOf(ContentFile file, string id) => Math.Max(0, file.Text.Split('\n')[0].IndexOf(id, StringComparison.Ordinal)) + 1;
}
