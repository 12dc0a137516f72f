using System.Collections.Immutable;
using PveLab.Sim.Cluster;

namespace PveLab.Courseware.Classes;

/// <summary>A file whose grade is not what it was.</summary>
/// <param name="Student">Whose it is.</param>
/// <param name="File">The file.</param>
/// <param name="Before">How it was graded; null when it was not there.</param>
/// <param name="Now">How it is graded; null when it is not there any more.</param>
/// <param name="Reasons">Why, as far as that can be told: other content, another program, another file.</param>
/// <param name="Criteria">The criteria whose verdict or points changed.</param>
public sealed record GradeChange(
    string Student, string File, GradeLine? Before, GradeLine? Now, ImmutableArray<LocalText> Reasons, ImmutableArray<CriterionChange> Criteria)
{
    /// <summary>What changed between an earlier grading and this one, by student and file.</summary>
    /// <param name="earlier">The earlier grading.</param>
    /// <param name="now">This one.</param>
    /// <param name="language">The language evidence is told in.</param>
    public static ImmutableArray<GradeChange> Between(EarlierGrades earlier, ClassResult now, string language)
    {
        var left = earlier.Attempts.ToList();
        var changes = new List<GradeChange>();
        foreach (var attempt in now.Attempts)
        {
            var before = left.Find(e => e.Id.Length > 0 && e.Id == attempt.Id && e.File == attempt.File) ?? left.Find(e => e.Id.Length > 0 && e.Id == attempt.Id)
                ?? left.Find(e => e.File == attempt.File);
            if (before is not null) left.Remove(before);
            if (Of(before, EarlierGrade.Of(attempt, language)) is { } change) changes.Add(change);
        }
        changes.AddRange(left.Select(e => new GradeChange(e.Student, e.File, e.Grade, null, [Say("ファイルがなくなりました", "the file is gone")], [])));
        return [.. changes.OrderBy(c => c.Student, StringComparer.Ordinal).ThenBy(c => c.File, StringComparer.Ordinal)];
    }

    private static GradeChange? Of(EarlierGrade? before, EarlierGrade now)
    {
        if (before is null) return new GradeChange(now.Student, now.File, null, now.Grade, [Say("新しいファイルです", "the file is new")], []);
        ImmutableArray<CriterionChange> criteria = [.. Changed(before, now)];
        if (before.Grade == now.Grade && criteria.IsEmpty) return null;
        return new GradeChange(now.Student, now.File, before.Grade, now.Grade, [.. Why(before, now)], criteria);
    }

    private static IEnumerable<CriterionChange> Changed(EarlierGrade before, EarlierGrade now)
    {
        foreach (var id in before.Criteria.Select(c => c.Id).Union(now.Criteria.Select(c => c.Id), StringComparer.Ordinal))
        {
            var (was, @is) = (before.Criteria.FirstOrDefault(c => c.Id == id), now.Criteria.FirstOrDefault(c => c.Id == id));
            if ((was?.Met, was?.Points, was?.MaxPoints) != (@is?.Met, @is?.Points, @is?.MaxPoints)) yield return new CriterionChange(id, was, @is);
        }
    }

    private static IEnumerable<LocalText> Why(EarlierGrade before, EarlierGrade now)
    {
        if (before.Id != now.Id) yield return Say("ファイルの中身が別のものです", "the file holds something else");
        if (now.Grade.Refusal is { } refusal && before.Grade.Refusal != refusal) yield return Say("採点できなくなりました", "it is refused now");
        if (before.Grade.Refusal is not null && now.Grade.Refusal is null) yield return Say("前は採点できませんでした", "it was refused before");
        if (before.JudgedBy != now.JudgedBy && before.JudgedBy.Length > 0 && now.JudgedBy.Length > 0)
            yield return Say("シナリオの内容が変わりました", $"the scenario's content changed ({Short(before.JudgedBy)} → {Short(now.JudgedBy)})");
        if (before.Program != now.Program) yield return Say($"PveLab の版が変わりました（{before.Program} → {now.Program}）", $"the version of PveLab changed ({before.Program} → {now.Program})");
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;

    private static LocalText Say(string ja, string en) => new() { Ja = ja, En = en };
}

/// <summary>A grade in a line.</summary>
/// <param name="Refusal">The code of why there is none; null when there is one.</param>
/// <param name="Passed">Whether it passed.</param>
/// <param name="Points">Points earned.</param>
/// <param name="MaxPoints">Points there are.</param>
public sealed record GradeLine(string? Refusal, bool Passed, int Points, int MaxPoints);

/// <summary>A criterion judged otherwise than before.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Before">Its verdict before; null when it was not there.</param>
/// <param name="Now">Its verdict now; null when it is not there any more.</param>
public sealed record CriterionChange(string Id, CriterionVerdict? Before, CriterionVerdict? Now);

/// <summary>A criterion's verdict.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Met">Whether it is met.</param>
/// <param name="Points">Points earned.</param>
/// <param name="MaxPoints">Points it gives.</param>
/// <param name="Evidence">What shows it.</param>
public sealed record CriterionVerdict(string Id, bool Met, int Points, int MaxPoints, string Evidence);
