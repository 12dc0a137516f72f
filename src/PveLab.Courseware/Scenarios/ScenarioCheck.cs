using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Scenarios;

/// <summary>What the shape of the YAML cannot tell: ids that repeat or do not match, numbers that make no sense.</summary>
internal static class ScenarioCheck
{
    public static void Check(ContentFile file, Scenario scenario, WorldDefinition world, string id)
    {
        if (scenario.Id != id) Fail($"id: {scenario.Id}", $"the id must be the folder's name, '{id}'");
        if (scenario.TimeLimitMinutes is <= 0) Fail("timeLimitMinutes:", "a time limit is at least 1 minute");
        if (scenario.Node is { } node && !world.Hosts.Exists(h => h.Node && h.Name == node))
            Fail("node:", $"world '{world.Id}' has no node '{node}'; {NearestNames.Advice(node, [.. world.Hosts.Where(h => h.Node).Select(h => h.Name)])}");
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var criterion in scenario.Criteria)
        {
            if (!seen.Add(criterion.Id)) Fail($"id: {criterion.Id}", $"two criteria are called '{criterion.Id}'; an id is given once");
            if (criterion.Points < 0) Fail($"id: {criterion.Id}", $"criterion '{criterion.Id}': points may not be negative");
        }
        foreach (var criterion in scenario.Criteria)
            foreach (var needed in criterion.Needs)
                if (needed == criterion.Id || !seen.Contains(needed))
                    Fail($"id: {criterion.Id}", $"criterion '{criterion.Id}' needs '{needed}', which is no other criterion; {NearestNames.Advice(needed, [.. seen])}");
        if (scenario.Hints.Exists(h => h.Cost < 0)) Fail("hints:", "a hint's cost may not be negative");
        if (scenario.Criteria.Count > 0 && scenario.Criteria.Sum(c => c.Points) == 0) Fail("criteria:", "some criterion must earn points");
        if (scenario.Exam is { } exam) Check(exam);

        void Check(ExamPart exam)
        {
            if (scenario.Criteria.Count == 0) Fail("exam:", "without criteria it cannot be a task of an exam");
            if (exam.Minutes is < 1 or > 240) Fail("exam:", "a task takes from 1 to 240 minutes");
            foreach (var twist in exam.Twists.GroupBy(t => t.Id, StringComparer.Ordinal).Where(g => g.Count() > 1))
                Fail($"id: {twist.Key}", $"two twists are called '{twist.Key}'; an id is given once");
        }

        void Fail(string beginning, string problem) => throw new ContentException(file.Name, file.LineOf(beginning), 1, problem);
    }
}
