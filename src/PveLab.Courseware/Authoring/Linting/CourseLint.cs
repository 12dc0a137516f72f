using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>A scenario's place in the course: a lesson leads to it, and what failed can be read again.</summary>
internal static class CourseLint
{
    public static void Look(ScenarioDraft draft)
    {
        if (draft.Around.Scenarios.Has(draft.Folder))
            foreach (var language in LintSurroundings.Languages)
                if (!draft.Around.Chapters(language).Any(c => c.Front.Scenarios.Contains(draft.Id)))
                    draft.Find(LintRules.UnmentionedScenario, draft.File.Name, 0, 0, $"no lesson in '{language}' names '{draft.Id}' in its front matter");
        foreach (var criterion in draft.Criteria)
            foreach (var language in LintSurroundings.Languages)
                if (criterion["readAgain"] is { Text: { } anchor } at && !Anchors(draft, language).Contains(anchor))
                    draft.Find(LintRules.ReadAgain, at, $"no lesson in '{language}' has a heading '{anchor}'; {NearestNames.Advice(anchor, Anchors(draft, language))}");
    }

    private static IEnumerable<string> Anchors(ScenarioDraft draft, string language) =>
        draft.Around.Chapters(language).SelectMany(c => c.Blocks.OfType<Heading>()).Select(h => "#" + h.Id).Distinct(StringComparer.Ordinal);
}
