using System.Text.RegularExpressions;
using PveLab.Sim.Files;

namespace PveLab.Courseware.Grading;

/// <summary>
/// Now: the restore procedure is written down where a colleague finds it: in a file under <c>/root</c> or in a guest's notes, written
/// during the attempt and telling how to restore.
/// </summary>
public sealed partial record ProcedureWritten : GuestCriterion
{
    /// <summary>Characters it has at least.</summary>
    public int Length { get; init; } = 40;

    /// <inheritdoc />
    public override Finding Judge(Observed world)
    {
        foreach (var (where, text) in WrittenNotes.In(world))
            if (text.Trim().Length >= Length && Restoring().IsMatch(text))
                return Finding.MetBy(Evidence.Seen(null, $"手順が {where} に書かれています", $"the procedure is written in {where}") with { Line = text.Trim().Split('\n')[0] });
        return Finding.Missing(
            "リストア手順の記録が見つかりません（/root のテキストファイル、または VM のメモ）", "no written restore procedure was found (a text file in /root, or a VM's notes)");
    }

    [GeneratedRegex("restore|リストア|復元", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Restoring();
}

/// <summary>What the learner wrote down during the attempt.</summary>
internal static class WrittenNotes
{
    private const int MaxLength = 64 * 1024;

    /// <summary>Texts by where they are: files in <c>/root</c> and notes of guests that were not so in the beginning.</summary>
    public static IEnumerable<(string Where, string Text)> In(Observed world)
    {
        foreach (var node in world.World.Nodes.Values)
        {
            if (!node.Files.IsDirectory("/root")) continue;
            foreach (var (name, entry) in node.Files.List("/root"))
                if (entry is TextFile { Size: <= MaxLength } file && !name.StartsWith('.') && file.Modified > world.Start.At)
                    yield return ("/root/" + name, file.Text);
            foreach (var guest in node.Guests.All)
                if (guest.Config.Description is { Length: > 0 } notes && world.Start.Guests.GetValueOrDefault(guest.Vmid)?.Config.Description != notes)
                    yield return (FormattableString.Invariant($"VM {guest.Vmid} (notes)"), notes);
        }
    }
}
