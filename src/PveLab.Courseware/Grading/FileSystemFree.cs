namespace PveLab.Courseware.Grading;

/// <summary>Now: the file system that holds a path has room.</summary>
public sealed record FileSystemFree : NodeCriterion
{
    /// <summary>A path on it.</summary>
    public string Path { get; init; } = "/";

    /// <summary>MiB free at least.</summary>
    public required int FreeMiB { get; init; }

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var node = NodeOf(world.World);
        var free = node.Files.MountOf(Path).FileSystem.Available >> 20;
        return free >= FreeMiB
            ? Finding.MetBy(Evidence.Seen(null, Invariant($"{node.Name} の {Path} の空きは {free} MiB です"), Invariant($"{free} MiB are free on {Path} of {node.Name}")))
            : Finding.Missing(
                Invariant($"{node.Name} の {Path} の空きは {free} MiB です（{FreeMiB} MiB 必要）"), Invariant($"{free} MiB are free on {Path} of {node.Name}, and {FreeMiB} MiB are wanted"));
    }
}
