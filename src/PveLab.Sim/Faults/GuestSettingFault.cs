using System.Text;
using PveLab.Sim.Cluster;
using PveLab.Sim.Guests;

namespace PveLab.Sim.Faults;

/// <summary>
/// A guest's configuration is not what it should be: its own file (in effect at its next start, and in its next backups), or the one stored in an archive
/// (<see cref="Storage"/>), as when the backup comes from another node or another time.
/// </summary>
public abstract record GuestSettingFault : GuestFault
{
    /// <summary>The storage whose archive of the guest is meant instead of the guest itself.</summary>
    public string? Storage { get; init; }

    /// <summary>Which of the archives, counted from the newest: 1 is the newest.</summary>
    public int Newest { get; init; } = 1;

    /// <inheritdoc />
    protected override bool MayComeLater => Storage is not null || base.MayComeLater;

    /// <inheritdoc />
    public override IEnumerable<FaultProblem> Check(Datacenter world)
    {
        foreach (var problem in base.Check(world)) yield return problem;
        if (Storage is not null) foreach (var problem in Archive.Check(world)) yield return problem;
    }

    /// <summary>The keys that change, with their new values; null takes a key away.</summary>
    protected abstract IEnumerable<(string Key, string? Value)> Changes(GuestConfig config);

    /// <inheritdoc />
    public override Action? Begin(FaultSite site)
    {
        if (Storage is not null)
        {
            Archive.Edit(site.World, text => Edit(text, Changes(GuestConfig.Parse(text))));
            return null;
        }
        var guest = Find(site.World);
        var before = guest.Config;
        var changed = Changes(before).ToList();
        guest.Save(Apply(before, changed));
        return () =>
        {
            // What somebody else has changed meanwhile is theirs.
            var now = Find(site.World);
            now.Save(Apply(now.Config, changed.Where(c => now.Config[c.Key] == c.Value).Select(c => (c.Key, before[c.Key]))));
        };
    }

    private StoredConfig Archive => new() { Kind = Kind, Storage = Storage!, Guest = Guest, Newest = Newest };

    private static GuestConfig Apply(GuestConfig config, IEnumerable<(string Key, string? Value)> changes)
    {
        foreach (var (key, value) in changes) config = value is null ? config.Without(key) : config.With(key, value);
        return config;
    }

    /// <summary>Changes lines of a stored configuration and leaves all others as they are.</summary>
    private static string Edit(string text, IEnumerable<(string Key, string? Value)> changes)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        foreach (var (key, value) in changes)
        {
            var at = lines.FindIndex(l => l.StartsWith(key + ":", StringComparison.Ordinal));
            if (at >= 0) lines.RemoveAt(at);
            if (value is not null) lines.Insert(at >= 0 ? at : Math.Max(0, lines.FindLastIndex(l => l[0] != '#') + 1), $"{key}: {value}");
        }
        return new StringBuilder().AppendJoin('\n', lines).Append('\n').ToString();
    }

    private sealed record StoredConfig : ArchiveFault
    {
        public void Edit(Datacenter world, Func<string, string> change)
        {
            var found = Archive(world);
            if (found.Content is { } content) found.File.Payload = content with { Config = change(content.Config) };
        }

        public override Action? Begin(FaultSite site) => null;
    }
}
