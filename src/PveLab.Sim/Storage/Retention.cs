using PveLab.Sim.Time;

namespace PveLab.Sim.Storage;

/// <summary>What pruning makes of a backup.</summary>
public enum PruneMark
{
    /// <summary>It stays: the retention covers it.</summary>
    Keep,

    /// <summary>It goes.</summary>
    Remove,

    /// <summary>It stays whatever the retention says, and does not count as kept.</summary>
    Protected,

    /// <summary>It stays because its name is not the one vzdump gives.</summary>
    Renamed,
}

/// <summary>
/// How many backups are kept, the option <c>prune-backups</c> (pve-storage: PVE/Storage/Plugin.pm prune-backups, PVE/Storage.pm
/// prune_mark_backup_group).
/// </summary>
public sealed partial record Retention
{
    /// <summary>Keep everything.</summary>
    public static Retention KeepAll { get; } = new() { All = true };

    /// <summary><c>keep-all</c>: everything stays.</summary>
    public bool All { get; init; }

    /// <summary><c>keep-last</c>: the newest so many.</summary>
    public long? Last { get; init; }

    /// <summary><c>keep-hourly</c>: the newest of each of the last so many hours that have any.</summary>
    public long? Hourly { get; init; }

    /// <summary><c>keep-daily</c>: the newest of each of the last so many days that have any.</summary>
    public long? Daily { get; init; }

    /// <summary><c>keep-weekly</c>: the newest of each of the last so many ISO weeks that have any.</summary>
    public long? Weekly { get; init; }

    /// <summary><c>keep-monthly</c>: the newest of each of the last so many months that have any.</summary>
    public long? Monthly { get; init; }

    /// <summary><c>keep-yearly</c>: the newest of each of the last so many years that have any.</summary>
    public long? Yearly { get; init; }

    /// <summary>Whether nothing is ever removed: keep-all, or no option above 0.</summary>
    public bool KeepsEverything => All || !Array.Exists(Counts, count => count > 0);

    private long?[] Counts => [Last, Hourly, Daily, Weekly, Monthly, Yearly];

    /// <summary>
    /// The marks of one guest's backups, in their order. The options are worked off from the shortest interval to the longest; each takes
    /// the newest backup of every interval that no earlier option covers. A backup that already has a mark keeps it.
    /// </summary>
    /// <param name="backups">When each backup was made, in seconds since the Unix epoch, and the mark it has before.</param>
    /// <param name="zone">The node's zone: its clock says where an hour, a day or a week ends.</param>
    public IReadOnlyList<PruneMark> Mark(IReadOnlyList<(long Ctime, PruneMark? Mark)> backups, Zone zone)
    {
        var marks = backups.Select(backup => backup.Mark).ToArray();
        if (KeepsEverything)
            return [.. marks.Select(mark => mark is null or PruneMark.Remove ? PruneMark.Keep : mark.Value)];

        int[] newestFirst = [.. Enumerable.Range(0, marks.Length).OrderByDescending(index => backups[index].Ctime)];
        var clock = Array.ConvertAll([.. backups], backup => zone.ToLocal(backup.Ctime));
        MarkEach(Last, index => backups[index].Ctime);
        MarkEach(Hourly, index => clock[index].DayNumber * 24 + clock[index].Hour);
        MarkEach(Daily, index => clock[index].DayNumber);
        MarkEach(Weekly, index => clock[index].WeekNumber);
        MarkEach(Monthly, index => clock[index].Year * 12L + clock[index].Month);
        MarkEach(Yearly, index => clock[index].Year);
        return [.. marks.Select(mark => mark ?? PruneMark.Remove)];

        void MarkEach(long? count, Func<int, long> intervalOf)
        {
            if (count is null or <= 0) return;
            HashSet<long> covered = [.. newestFirst.Where(index => marks[index] == PruneMark.Keep).Select(intervalOf)];
            HashSet<long> added = [];
            foreach (var index in newestFirst)
            {
                var interval = intervalOf(index);
                if (marks[index] is not null || covered.Contains(interval)) continue;
                if (added.Contains(interval))
                {
                    marks[index] = PruneMark.Remove;
                    continue;
                }
                if (added.Count >= count) break;
                added.Add(interval);
                marks[index] = PruneMark.Keep;
            }
        }
    }
}
