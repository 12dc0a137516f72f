namespace PveLab.Courseware.Grading;

/// <summary>Now: so many good archives of the guest exist: whole, unharmed and holding every disk it had or has.</summary>
public sealed record GoodArchives : GuestCriterion
{
    /// <summary>The storage that must show them; null for wherever their bytes are.</summary>
    public string? Storage { get; init; }

    /// <summary>How many at least.</summary>
    public int AtLeast { get; init; } = 1;

    /// <summary>When they were made.</summary>
    public Made Made { get; init; } = Made.Any;

    /// <summary>The file names that count, with <c>*</c>: <c>vzdump-qemu-100-2026_03_31-*</c>; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Whether an archive without one of the guest's disks is no good.</summary>
    public bool AllDisks { get; init; } = true;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var candidates = (Storage is null ? Archives.Of(world.World, Guest) : Archives.On(world.World, Storage, Guest)).Where(a => IsMeant(a, world)).ToList();
        var good = candidates.Where(a => Defect(a, world) is null).ToList();
        if (good.Count >= AtLeast) return Finding.MetBy([.. good.Select(a => Evidence.Seen(a.Content.CapturedAt, a.Name, a.Name))]);
        var defects = candidates.Select(a => (a, Defect: Defect(a, world))).Where(d => d.Defect is not null);
        return Finding.FailedBy([
            Evidence.Seen(null,
                Invariant($"VM {Guest} の完全なバックアップは {good.Count} 個です（{AtLeast} 個必要{(Storage is null ? "" : "、" + Storage)}）"),
                Invariant($"there are {good.Count} good backups of VM {Guest}{(Storage is null ? "" : " on " + Storage)}, and {AtLeast} are wanted")),
            .. defects.Select(d => Evidence.Seen(d.a.Content.CapturedAt, $"{d.a.Name}: {d.Defect!.Value.Ja}", $"{d.a.Name}: {d.Defect!.Value.En}")),
        ]);
    }

    private bool IsMeant(FoundArchive archive, Observed world) =>
        (Name is null || Archives.Matches(Name, archive.Name))
        && Made switch
        {
            Made.Before => archive.Content.CapturedAt < world.Start.At,
            Made.During => archive.Content.CapturedAt >= world.Start.At,
            _ => true,
        };

    private (string Ja, string En)? Defect(FoundArchive archive, Observed world)
    {
        if (archive.File.Size < archive.Content.Length) return ("途中で切れています", "it ends early");
        if (!archive.IsWhole) return ("壊れています", "it is damaged");
        var held = archive.Content.Disks.Select(d => d.Key).ToHashSet(StringComparer.Ordinal);
        if (AllDisks && Disks(world).Where(key => !held.Contains(key)).ToList() is { Count: > 0 } missing)
            return ($"{string.Join(' ', missing)} が入っていません", $"{string.Join(' ', missing)} is not in it");
        return null;
    }

    private IEnumerable<string> Disks(Observed world) =>
        world.Start.Guests.TryGetValue(Guest, out var was) ? was.Images.Keys : world.World.GuestOf(Guest) is { } guest ? Baseline.ImagesOf(guest).Keys : [];
}

/// <summary>When something was made.</summary>
public enum Made
{
    /// <summary>Whenever.</summary>
    Any,

    /// <summary>Before the attempt began.</summary>
    Before,

    /// <summary>Since the attempt began.</summary>
    During,
}
