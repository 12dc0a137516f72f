using System.Security.Cryptography;
using System.Text;
using PveLab.Sim.Guests;

namespace PveLab.Courseware.Grading;

/// <summary>Now: a file inside the restored guest (or the guest itself) holds what it should.</summary>
public sealed record DataRestored : GuestCriterion
{
    /// <summary>The file inside the guest, <c>/srv/app/orders.log</c>.</summary>
    public required string File { get; init; }

    /// <summary>Which guest.</summary>
    public Subject Which { get; init; } = Subject.Restored;

    /// <summary>A text it has to contain; null for any.</summary>
    public string? Contains { get; init; }

    /// <summary>SHA-256 of its text; null for any.</summary>
    public string? Sha256 { get; init; }

    /// <summary>Minutes that its newest row from before the moment of <see cref="Since"/> may be older than that; null for any age.</summary>
    public int? LostAtMostMinutes { get; init; }

    /// <summary>Rows that the original had written before the moment of <see cref="Since"/> and that may be missing; null for any number.</summary>
    public long? LostAtMostRows { get; init; }

    /// <summary>What is lost is counted up to this moment.</summary>
    public LossUntil Since { get; init; } = LossUntil.Start;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        var guests = Subjects(world, Which).ToList();
        if (guests.Count == 0) return NoSubject(world, Which);
        var findings = guests.Select(g => (Guest: g, Problem: Problem(g, world))).ToList();
        if (findings.Find(f => f.Problem is null).Guest is { } good)
            return Finding.MetBy(Evidence.Seen(null, Invariant($"VM {good.Vmid} の {File} は無事です"), Invariant($"{File} of VM {good.Vmid} is as it should be")));
        return Finding.FailedBy([.. findings.Select(f => Evidence.Seen(null,
            Invariant($"VM {f.Guest.Vmid}: {f.Problem!.Value.Ja}"), Invariant($"VM {f.Guest.Vmid}: {f.Problem!.Value.En}")))]);
    }

    private (string Ja, string En)? Problem(Guest guest, Observed world)
    {
        if (System(guest)?.Files.GetValueOrDefault(File) is not { } file) return ($"{File} がありません", $"there is no {File}");
        if (Contains is { } text && !file.Lines(world.World.Zone).Any(l => l.Contains(text, StringComparison.Ordinal)))
            return ($"{File} に '{text}' がありません", $"{File} does not contain '{text}'");
        if (Sha256 is { } digest && !string.Equals(DigestOf(file, world), digest, StringComparison.OrdinalIgnoreCase)) return ($"{File} の内容が違います", $"{File} is not the file it was");
        return Lost(guest, file, world);
    }

    private (string Ja, string En)? Lost(Guest guest, GuestFile file, Observed world)
    {
        // What a copy has written since it was started says nothing about what was saved.
        var moment = Since == LossUntil.Failure && Outages.LastFailure(world, Guest) is { } failed ? failed : world.Start.At;
        if (LostAtMostMinutes is { } minutes && (file.Rows is { } rows ? rows.NewestUntil(moment) : file.Written) is var newest
            && newest < moment - TimeSpan.FromMinutes(minutes))
            return ($"{File} は {world.World.Zone.Stamp(newest.UnixSeconds)} までしかありません", $"{File} goes only to {world.World.Zone.Stamp(newest.UnixSeconds)}");
        if (LostAtMostRows is { } most && LostRows.Of(guest, File, moment) is { } lost && lost.Count > most)
            return (Invariant($"{File} は {lost.Count} 行失われています"), Invariant($"{lost.Count} rows of {File} are lost"));
        return null;
    }

    private static string DigestOf(GuestFile file, Observed world) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(file.Lines(world.World.Zone).Select(l => l + "\n")))));

    private static GuestSystem? System(Guest guest)
    {
        try
        {
            return guest.System;
        }
        catch (Sim.PveException)
        {
            // A disk of it is on no storage any more.
            return null;
        }
    }
}

/// <summary>Up to when lost data is counted.</summary>
public enum LossUntil
{
    /// <summary>The beginning of the attempt.</summary>
    Start,

    /// <summary>When the original last went down; the beginning when it never did.</summary>
    Failure,
}
