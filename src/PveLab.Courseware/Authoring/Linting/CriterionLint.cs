using System.Globalization;
using PveLab.Courseware.Scenarios;

namespace PveLab.Courseware.Authoring.Linting;

/// <summary>The criteria as a whole: ids, points and what they need.</summary>
internal static class CriterionLint
{
    private const int FullPoints = 100;

    public static void Look(ScenarioDraft draft)
    {
        if (draft.Root["id"] is { Text: { } id } given && id != draft.Id) draft.Find(LintRules.ForeignId, given, $"the id is '{id}', the folder '{draft.Id}'");
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var criterion in draft.Criteria)
            if (criterion["id"] is { Text: { } name } at && !seen.Add(name)) draft.Find(LintRules.RepeatedId, at, $"another criterion is called '{name}' already");
        LookAtPoints(draft);
        LookAtNeeds(draft);
    }

    private static void LookAtPoints(ScenarioDraft draft)
    {
        var points = draft.Criteria.Select(c => c["points"]).ToList();
        foreach (var negative in points.Where(p => p.Number < 0)) draft.Find(LintRules.WrongValue, negative, "points may not be negative");
        var sum = points.Sum(p => p.Number ?? 0);
        if (points.Count > 0 && points.TrueForAll(p => !p.Exists || p.Number is not null) && sum != FullPoints)
            draft.Find(LintRules.PointsSum, draft.Root["criteria"], string.Create(CultureInfo.InvariantCulture, $"the points are {sum} together"));
    }

    private static void LookAtNeeds(ScenarioDraft draft)
    {
        var ids = draft.CriterionIds;
        var needs = draft.Criteria.Where(c => c["id"].Text is not null).DistinctBy(c => c["id"].Text)
            .ToDictionary(c => c["id"].Text!, c => c["needs"].Items.Where(n => n.Text is not null).ToList(), StringComparer.Ordinal);
        foreach (var (id, needed) in needs)
        {
            foreach (var name in needed.Where(n => !ids.Contains(n.Text!)))
                draft.Find(LintRules.UnknownCriterion, name, $"'{id}' needs '{name.Text}', which is no criterion; {NearestNames.Advice(name.Text!, ids.Remove(id))}");
            if (needed.Find(n => Reaches(needs, n.Text!, id)) is { Exists: true } circle)
                draft.Find(LintRules.CyclicNeeds, circle, circle.Text == id ? $"'{id}' needs itself" : $"'{id}' needs '{circle.Text}', which needs '{id}' in turn");
        }
    }

    private static bool Reaches(Dictionary<string, List<Draft>> needs, string from, string to)
    {
        var (open, seen) = (new Stack<string>([from]), new HashSet<string>(StringComparer.Ordinal));
        while (open.TryPop(out var id))
        {
            if (id == to) return true;
            if (!seen.Add(id) || !needs.TryGetValue(id, out var next)) continue;
            foreach (var needed in next) open.Push(needed.Text!);
        }
        return false;
    }
}
