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

    /// <summary>Minutes that its newest row from before the attempt may be older than its beginning; null for any age.</summary>
    public int? LostAtMostMinutes { get; init; }

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
        // What a copy has written since it was started says nothing about what was saved.
        if (LostAtMostMinutes is { } minutes && (file.Rows is { } rows ? rows.NewestUntil(world.Start.At) : file.Written) is var newest
            && newest < world.Start.At - TimeSpan.FromMinutes(minutes))
            return ($"{File} は {world.World.Zone.Stamp(newest.UnixSeconds)} までしかありません", $"{File} goes only to {world.World.Zone.Stamp(newest.UnixSeconds)}");
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
