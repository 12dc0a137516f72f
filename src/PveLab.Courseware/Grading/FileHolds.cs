using PveLab.Sim.Files;

namespace PveLab.Courseware.Grading;

/// <summary>Now: a text file holds what it should: a log was written, a setting is made.</summary>
public sealed record FileHolds : NodeCriterion
{
    /// <summary>The file; <c>*</c> may stand in the last part, and any match will do.</summary>
    public required string Path { get; init; }

    /// <summary>Texts it has to contain.</summary>
    public List<string> Contains { get; init; } = [];

    /// <summary>Whether only what was written since the attempt began counts.</summary>
    public bool Fresh { get; init; } = true;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var files = FilesAt(NodeOf(world.World), Path).Where(f => f.File is TextFile && (!Fresh || f.File.Modified >= world.Start.At)).ToList();
        if (files.Count == 0) return Finding.Missing($"{Path} がありません", Fresh ? $"there is no {Path} written since the beginning" : $"there is no {Path}");
        if (files.Find(f => Missing(f.File) is null) is { File: { } good } found)
            return Finding.MetBy(Evidence.Seen(good.Modified, $"{found.Path} に書かれています", $"{found.Path} says so"));
        return Finding.FailedBy([.. files.Select(f => Evidence.Seen(f.File.Modified,
            $"{f.Path} に '{Missing(f.File)}' がありません", $"{f.Path} does not contain '{Missing(f.File)}'"))]);
    }

    private string? Missing(FileEntry file) => Contains.Find(text => !((TextFile)file).Text.Contains(text, StringComparison.Ordinal));
}
