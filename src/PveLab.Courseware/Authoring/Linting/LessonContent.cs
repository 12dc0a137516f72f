using PveLab.Courseware.Lessons;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>What a lesson leads to and refers to: scenarios, criteria, pictures, links.</summary>
internal static class LessonContent
{
    public static void Look(LessonDraft draft)
    {
        if (draft.Lesson.Blocks.Count == 0) draft.Find(LintRules.EmptyLesson, 1, 1, "there is no heading and no text");
        var scenarios = draft.Around.Scenarios.ScenarioIds;
        foreach (var id in draft.Lesson.Front.Scenarios.Where(id => !scenarios.Contains(id)))
            draft.Find(LintRules.UnknownScenario, 1, id, $"no scenario is called '{id}'; {NearestNames.Advice(id, scenarios)}");
        foreach (var block in draft.Blocks)
        {
            switch (block)
            {
                case Quiz { Explanation.Count: 0 } quiz when quiz.Options.Any(o => o.Why.Count == 0):
                    draft.Find(LintRules.SilentQuiz, quiz.Line, 1, $"quiz '{quiz.Id}' says nothing after its options");
                    break;
                case Figure figure when figure.Path.Length == 0 || (IsLocal(figure.Path) && !File.Exists(Beside(draft, figure.Path))):
                    draft.Find(LintRules.MissingImage, figure.Line, figure.Path, $"there is no file '{figure.Path}'");
                    break;
                case ScenarioLink link when !scenarios.Contains(link.Scenario):
                    draft.Find(LintRules.UnknownScenario, link.Line, link.Scenario, $"no scenario is called '{link.Scenario}'; {NearestNames.Advice(link.Scenario, scenarios)}");
                    break;
            }
            foreach (var text in Texts(block)) LookAtLinks(draft, block.Line, text);
        }
        LookAtTasks(draft);
    }

    private static void LookAtTasks(LessonDraft draft)
    {
        var tasks = draft.Blocks.OfType<LessonList>().SelectMany(l => l.Items).Where(i => i.Task?.Criterion is not null).ToList();
        if (tasks.Count == 0) return;
        var criteria = draft.Lesson.Front.Scenarios.Where(draft.Around.Scenarios.ScenarioIds.Contains).SelectMany(id => CriteriaOf(draft, id)).ToHashSet(StringComparer.Ordinal);
        foreach (var task in tasks.Where(t => !criteria.Contains(t.Task!.Criterion!)))
        {
            var id = task.Task!.Criterion!;
            draft.Find(LintRules.UnboundTask, task.Line, $"{{#{id}}}", $"no criterion is called '{id}'; {NearestNames.Advice(id, criteria)}");
        }
    }

    private static IEnumerable<string> CriteriaOf(LessonDraft draft, string scenario)
    {
        try
        {
            return draft.Around.Scenarios.Find(scenario).Variant(0).Scenario.Criteria.Select(c => c.Id);
        }
        catch (ContentException)
        {
            // Its own lint tells why.
            return [];
        }
    }

    private static IEnumerable<IReadOnlyList<Inline>> Texts(LessonBlock block) => block switch
    {
        Heading heading => [heading.Text],
        Paragraph paragraph => [paragraph.Text],
        LessonTable table => [.. table.Header, .. table.Rows.SelectMany(r => r.Cells)],
        Quiz quiz => [.. quiz.Options.Select(o => o.Text)],
        _ => [],
    };

    private static void LookAtLinks(LessonDraft draft, int line, IReadOnlyList<Inline> text)
    {
        foreach (var target in text.Select(t => t.Target).OfType<string>().Where(IsLocal))
        {
            var (file, anchor) = target.IndexOf('#', StringComparison.Ordinal) is var at and >= 0 ? (target[..at], target[(at + 1)..]) : (target, "");
            if (file.Length > 0 && !File.Exists(Beside(draft, file))) draft.Find(LintRules.DeadLink, line, target, $"there is no file '{file}'");
            else if (anchor.Length > 0 && (file.Length == 0 ? draft.Lesson : Open(draft, file)) is { } lesson && !Anchors(lesson).Contains(anchor))
                draft.Find(LintRules.DeadLink, line, target, $"no heading is called '#{anchor}'; {NearestNames.Advice(anchor, Anchors(lesson))}");
        }
    }

    private static IEnumerable<string> Anchors(Lesson lesson) => lesson.Blocks.OfType<Heading>().Select(h => h.Id);

    private static Lesson? Open(LessonDraft draft, string file) => file.EndsWith(".md", StringComparison.Ordinal) ? LessonLibrary.Open(Beside(draft, file)) : null;

    private static bool IsLocal(string target) => !target.Contains(':', StringComparison.Ordinal);

    private static string Beside(LessonDraft draft, string file) => Path.Combine(Path.GetDirectoryName(draft.Path)!, file);
}
