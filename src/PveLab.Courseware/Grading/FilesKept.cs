using PveLab.Sim.Cluster;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Grading;

/// <summary>Never: a file that mattered was deleted, cut short or changed. It may have been moved away and back.</summary>
public sealed record FilesKept : NodeCriterion
{
    /// <summary>The files; <c>*</c> may stand in the last part of a path and means what was there in the beginning.</summary>
    public required List<string> Paths { get; init; }

    /// <inheritdoc />
    public override IEnumerable<FileMark> Watched(Datacenter world) =>
        Paths.SelectMany(p => FilesAt(NodeOf(world), p)).Where(f => f.File is not DirectoryEntry).Select(f => FileMark.Of(f.Path, f.File));

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var node = NodeOf(world.World);
        var lost = world.Start.Files.GetValueOrDefault(Id, []).Where(was => node.Files.Find(was.Path) is not { } now || !was.Equals(FileMark.Of(was.Path, now))).ToList();
        return lost.Count > 0
            ? Finding.FailedBy([.. lost.Select(f => Evidence.Seen(null, $"{f.Path} は元のままではありません", $"{f.Path} is not what it was"))])
            : Finding.MetBy(Evidence.Seen(null, $"{string.Join(' ', Paths)} はそのままです", $"{string.Join(' ', Paths)} is as it was"));
    }
}
